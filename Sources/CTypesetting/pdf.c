#include "sink.h"
#include "style.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_STYLES = 64 };

struct ct_pdf {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoFontMap *fonts;
    PangoContext *context;
    cairo_status_t status;  /* the first that was not success */
    int count;
    struct ct_style styles[MOST_STYLES];
    struct ct_style *current;  /* of the current text */
    bool is_plain;             /* whether the current text is in plain, or in its style's layout */
    double baseline;
    struct ct_plain plain;
    struct ct_sink sink;
};

/* Documents share the faces of fonts that cairo has opened, and cairo 1.16 opens them for several threads at once,
 * which FreeType can't bear. So one call works at a time, whichever document it is for. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void end_turn(pthread_mutex_t **turn) {
    pthread_mutex_unlock(*turn);
}

#define TAKE_TURN \
    pthread_mutex_lock(&turn); \
    __attribute__((cleanup(end_turn), unused)) pthread_mutex_t *taken = &turn

static cairo_status_t take(void *pdf, const unsigned char *bytes, unsigned int count) {
    return ct_sink_write(&((ct_pdf *)pdf)->sink, bytes, count) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static bool is_well(ct_pdf *pdf) {
    if (pdf->status == CAIRO_STATUS_SUCCESS) pdf->status = ct_api.cairo_status(pdf->cairo);
    if (pdf->status == CAIRO_STATUS_SUCCESS) pdf->status = ct_api.cairo_surface_status(pdf->surface);
    return pdf->status == CAIRO_STATUS_SUCCESS;
}

/* Glyphs are placed as the font's designer drew them: a screen's pixels and hints have no say in a document. */
static void forget_the_screen(PangoContext *context) {
    cairo_font_options_t *options = ct_api.cairo_font_options_create();
    ct_api.cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    ct_api.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    ct_api.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    ct_api.pango_cairo_context_set_font_options(context, options);
    ct_api.cairo_font_options_destroy(options);
    ct_api.pango_context_set_round_glyph_positions(context, false);
}

ct_pdf *ct_pdf_new(int descriptor, double width, double height) {
    TAKE_TURN;
    ct_pdf *pdf = calloc(1, sizeof *pdf);
    if (pdf == NULL) return NULL;
    ct_sink_open(&pdf->sink, descriptor);
    pdf->surface = ct_api.cairo_pdf_surface_create_for_stream(take, pdf, width, height);
    /* The oldest version in which glyphs can say what text they stand for: without, Indic texts can't be searched. */
    ct_api.cairo_pdf_surface_restrict_to_version(pdf->surface, CAIRO_PDF_VERSION_1_5);
    pdf->cairo = ct_api.cairo_create(pdf->surface);
    pdf->fonts = ct_api.pango_cairo_font_map_new();
    ct_api.pango_cairo_font_map_set_resolution((PangoCairoFontMap *)pdf->fonts, 72);
    pdf->context = ct_api.pango_font_map_create_context(pdf->fonts);
    forget_the_screen(pdf->context);
    /* Links are parts of a document's structure, which cairo 1.16 leaves out, with links into the void, where there are
     * links only. */
    ct_api.cairo_tag_begin(pdf->cairo, "Document", "");
    return pdf;
}

void ct_pdf_free(ct_pdf *pdf) {
    TAKE_TURN;
    ct_api.cairo_destroy(pdf->cairo);
    ct_api.cairo_surface_destroy(pdf->surface);
    for (int i = 0; i < pdf->count; i++) ct_style_close(&pdf->styles[i]);
    ct_api.g_object_unref(pdf->context);
    ct_api.g_object_unref(pdf->fonts);
    free(pdf);
}

void ct_pdf_describe(ct_pdf *pdf, const char *title, const char *author, const char *subject, const char *date) {
    TAKE_TURN;
    ct_api.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE, title);
    ct_api.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_AUTHOR, author);
    ct_api.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    ct_api.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATOR, "Compra");
    ct_api.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

int ct_pdf_style(ct_pdf *pdf, const char *families, double size, bool bold, const char *language, bool plain) {
    TAKE_TURN;
    if (pdf->count == MOST_STYLES) return -1;
    struct ct_style *style = &pdf->styles[pdf->count];
    ct_style_open(style, pdf->fonts, pdf->context, families, size, bold, language, plain);
    return pdf->count++;
}

static ct_extent shape(ct_pdf *pdf, const char *text, size_t length, double width) {
    PangoLayout *layout = pdf->current->layout;
    ct_api.pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
    ct_api.pango_layout_set_text(layout, text, length < INT_MAX ? (int)length : INT_MAX);
    /* Pango turns left and right round in a text that runs from the right; here all columns begin at the left. */
    bool turned = ct_api.pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
    ct_api.pango_layout_set_alignment(layout, turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

    int logical_width, logical_height;
    ct_api.pango_layout_get_size(layout, &logical_width, &logical_height);
    return (ct_extent){
        .width = (double)logical_width / PANGO_SCALE,
        .height = (double)logical_height / PANGO_SCALE,
        .baseline = (double)ct_api.pango_layout_get_baseline(layout) / PANGO_SCALE,
        .unknown = ct_api.pango_layout_get_unknown_glyphs_count(layout),
    };
}

ct_extent ct_pdf_text(ct_pdf *pdf, int style, const char *text, size_t length, double width) {
    TAKE_TURN;
    pdf->current = &pdf->styles[style];
    ct_extent extent = {.height = pdf->current->height, .baseline = pdf->current->baseline};
    pdf->is_plain = ct_plain_set(&pdf->plain, pdf->current, text, length);
    extent.width = pdf->plain.width;
    if (pdf->is_plain && width >= 0 && pdf->plain.width > width) pdf->is_plain = false;
    if (!pdf->is_plain) extent = shape(pdf, text, length, width);
    pdf->baseline = extent.baseline;
    return extent;
}

static void set_grey(ct_pdf *pdf, double grey) {
    ct_api.cairo_set_source_rgb(pdf->cairo, grey, grey, grey);
}

void ct_pdf_show(ct_pdf *pdf, double x, double y, double grey) {
    TAKE_TURN;
    set_grey(pdf, grey);
    if (pdf->is_plain) return ct_plain_show(&pdf->plain, pdf->current, pdf->cairo, x, y);
    ct_api.cairo_move_to(pdf->cairo, x, y - pdf->baseline);
    ct_api.pango_cairo_show_layout(pdf->cairo, pdf->current->layout);
}

void ct_pdf_fill(ct_pdf *pdf, double x, double y, double width, double height, double grey) {
    TAKE_TURN;
    set_grey(pdf, grey);
    ct_api.cairo_rectangle(pdf->cairo, x, y, width, height);
    ct_api.cairo_fill(pdf->cairo);
}

/* Whole points: cairo reads numbers in the process's locale and writes them without, so there is no decimal point. */
void ct_pdf_destination(ct_pdf *pdf, const char *name, double x, double y) {
    TAKE_TURN;
    char attributes[128];
    snprintf(attributes, sizeof attributes, "name='%s' internal x=%d y=%d", name, (int)x, (int)y);
    ct_api.cairo_tag_begin(pdf->cairo, "cairo.dest", attributes);
    ct_api.cairo_tag_end(pdf->cairo, "cairo.dest");
}

void ct_pdf_link(ct_pdf *pdf, const char *name, double x, double y, double width, double height) {
    TAKE_TURN;
    char attributes[128];
    snprintf(
        attributes, sizeof attributes, "dest='%s' rect=[%d %d %d %d]", name, (int)x, (int)y, (int)width, (int)height
    );
    ct_api.cairo_tag_begin(pdf->cairo, "Link", attributes);
    ct_api.cairo_tag_end(pdf->cairo, "Link");
}

void ct_pdf_outline(ct_pdf *pdf, const char *title, const char *name) {
    TAKE_TURN;
    char attributes[64];
    snprintf(attributes, sizeof attributes, "dest='%s'", name);
    ct_api.cairo_pdf_surface_add_outline(pdf->surface, CAIRO_PDF_OUTLINE_ROOT, title, attributes, 0);
}

bool ct_pdf_end_page(ct_pdf *pdf) {
    TAKE_TURN;
    ct_api.cairo_show_page(pdf->cairo);
    return is_well(pdf);
}

bool ct_pdf_finish(ct_pdf *pdf) {
    TAKE_TURN;
    ct_api.cairo_tag_end(pdf->cairo, "Document");
    is_well(pdf);
    ct_api.cairo_surface_finish(pdf->surface);
    if (pdf->status == CAIRO_STATUS_SUCCESS) pdf->status = ct_api.cairo_surface_status(pdf->surface);
    if (!ct_sink_flush(&pdf->sink) && pdf->status == CAIRO_STATUS_SUCCESS) pdf->status = CAIRO_STATUS_WRITE_ERROR;
    return pdf->status == CAIRO_STATUS_SUCCESS;
}

int ct_pdf_errno(const ct_pdf *pdf) {
    return pdf->sink.error;
}

const char *ct_pdf_problem(const ct_pdf *pdf) {
    return ct_api.cairo_status_to_string(pdf->status);
}

ct_digest ct_pdf_digest(const ct_pdf *pdf) {
    return (ct_digest){.high = (uint64_t)(pdf->sink.digest >> 64), .low = (uint64_t)pdf->sink.digest};
}
