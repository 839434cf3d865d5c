/* Draws PDF pages with cairo and pango, which are opened when the first document is made.
 *
 * This is the only unit that knows the two libraries. It links neither: what it needs of them is declared in
 * libraries.h and looked up with dlopen, so that a program that makes no documents neither loads nor needs them.
 * (pkg-config's flags would put both on the linker's command line of every program that depends on this package.)
 *
 * It knows nothing of invoices, chooses no position on a page, and keeps no text longer than it takes to draw it.
 * Lengths are points of 1/72 inch, from the upper left corner of the page. A document belongs to one thread at a time;
 * several documents may be drawn at once.
 */
#ifndef CTYPESETTING_H
#define CTYPESETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Opens the libraries. Returns NULL, or what is missing in the words of the system. Not safe to call twice at once. */
const char *_Nullable ct_load(void);

/* One PDF that is being drawn. */
typedef struct ct_pdf ct_pdf;

/* A document that is written to a file descriptor as it is drawn, or NULL when memory ran out. */
ct_pdf *_Nullable ct_pdf_new(int descriptor, double width, double height);
void ct_pdf_free(ct_pdf *pdf);

/* What a viewer shows of a document. The date is YYYY-MM-DDThh:mm:ssZ. */
void ct_pdf_describe(ct_pdf *pdf, const char *title, const char *author, const char *subject, const char *date);

/* A way to set text: families by falling preference, a size in points, and a language that decides between the forms
 * that scripts share. In a plain style, Latin letters, figures and signs are as wide together as each by itself, which
 * is both what columns of amounts need and much faster. Returns the style's number, or -1 when there are too many. */
int ct_pdf_style(ct_pdf *pdf, const char *families, double size, bool bold, const char *language, bool plain);

/* The space that a text takes. */
typedef struct {
    double width;
    double height;
    double baseline;  /* of the first line, from the top */
    int unknown;      /* characters that no font has */
} ct_extent;

/* Shapes UTF-8 text, wrapped at a width where that is not negative. The text stays current until the next one. */
ct_extent ct_pdf_text(ct_pdf *pdf, int style, const char *_Nullable text, size_t length, double width);

/* Draws the current text with the baseline of its first line at y; 0 is black, 1 is white. */
void ct_pdf_show(ct_pdf *pdf, double x, double y, double grey);

void ct_pdf_fill(ct_pdf *pdf, double x, double y, double width, double height, double grey);

/* A place that links lead to, by name. */
void ct_pdf_destination(ct_pdf *pdf, const char *name, double x, double y);
void ct_pdf_link(ct_pdf *pdf, const char *name, double x, double y, double width, double height);

/* An entry of the table of contents that viewers show beside the pages. */
void ct_pdf_outline(ct_pdf *pdf, const char *title, const char *name);

/* Both return whether all is well so far. */
bool ct_pdf_end_page(ct_pdf *pdf);
bool ct_pdf_finish(ct_pdf *pdf);

/* After a failure: errno of the write that failed, or 0; and cairo's words. */
int ct_pdf_errno(const ct_pdf *pdf);
const char *ct_pdf_problem(const ct_pdf *pdf);

/* A digest of what was written: FNV-1a in two words. It tells documents apart, and proves nothing. */
typedef struct {
    uint64_t high;
    uint64_t low;
} ct_digest;
ct_digest ct_pdf_digest(const ct_pdf *pdf);

#pragma clang assume_nonnull end

#endif
