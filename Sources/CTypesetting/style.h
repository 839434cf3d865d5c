/* One way to set text: a layout of pango's whose texts change, and the font's own letters where they are enough. */
#ifndef STYLE_H
#define STYLE_H

#include "api.h"

enum { LONGEST_PLAIN = 1024 };

struct ct_style {
    PangoLayout *layout;
    PangoFont *font;             /* of the first family; NULL where no text is plain */
    cairo_scaled_font_t *letters;  /* belongs to font */
    double height;
    double baseline;
};

/* A line that was set letter by letter: no ligatures, no kerning, no second font. */
struct ct_plain {
    int bytes;
    int count;
    double width;
    char text[LONGEST_PLAIN];
    cairo_glyph_t glyphs[LONGEST_PLAIN];
    cairo_text_cluster_t clusters[LONGEST_PLAIN];
};

void ct_style_open(
    struct ct_style *style, PangoFontMap *fonts, PangoContext *context, const char *families, double size, bool bold,
    const char *language, bool plain
);
void ct_style_close(struct ct_style *style);

/* Sets a text letter by letter. False where that would not do, and the text must be shaped: it holds other letters than
 * Latin ones and punctuation, or one that the font lacks. */
bool ct_plain_set(struct ct_plain *plain, const struct ct_style *style, const char *text, size_t length);
void ct_plain_show(struct ct_plain *plain, const struct ct_style *style, cairo_t *cairo, double x, double y);

#endif
