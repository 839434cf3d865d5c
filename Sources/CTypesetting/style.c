#include "style.h"

#include <string.h>

void ct_style_open(
    struct ct_style *style, PangoFontMap *fonts, PangoContext *context, const char *families, double size, bool bold,
    const char *language, bool plain
) {
    PangoFontDescription *font = ct_api.pango_font_description_new();
    ct_api.pango_font_description_set_family(font, families);
    ct_api.pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    ct_api.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);

    PangoAttrList *attributes = ct_api.pango_attr_list_new();
    if (plain) ct_api.pango_attr_list_insert(attributes, ct_api.pango_attr_font_features_new("kern=0, liga=0"));
    PangoLanguage *tag = ct_api.pango_language_from_string(language);
    ct_api.pango_attr_list_insert(attributes, ct_api.pango_attr_language_new(tag));

    style->layout = ct_api.pango_layout_new(context);
    ct_api.pango_layout_set_font_description(style->layout, font);
    ct_api.pango_layout_set_attributes(style->layout, attributes);
    ct_api.pango_layout_set_single_paragraph_mode(style->layout, true);
    ct_api.pango_layout_set_wrap(style->layout, PANGO_WRAP_WORD_CHAR);
    style->font = plain ? ct_api.pango_font_map_load_font(fonts, context, font) : NULL;
    ct_api.pango_attr_list_unref(attributes);
    ct_api.pango_font_description_free(font);
    if (style->font == NULL) return;

    style->letters = ct_api.pango_cairo_font_get_scaled_font((PangoCairoFont *)style->font);
    int height;
    ct_api.pango_layout_set_text(style->layout, "0", 1);
    ct_api.pango_layout_get_size(style->layout, NULL, &height);
    style->height = (double)height / PANGO_SCALE;
    style->baseline = (double)ct_api.pango_layout_get_baseline(style->layout) / PANGO_SCALE;
}

void ct_style_close(struct ct_style *style) {
    if (style->font != NULL) ct_api.g_object_unref(style->font);
    ct_api.g_object_unref(style->layout);
}

/* The bytes of a letter that stands for itself in print, or 0: U+0020 to U+024F without controls and the soft hyphen,
 * and the dashes, quotation marks, bullets and dots from U+2010 on. */
static int plain_letter(const unsigned char *text, const unsigned char *end) {
    if (text[0] >= 0x20 && text[0] < 0x7F) return 1;
    if (end - text >= 2 && text[0] == 0xC2) return text[1] >= 0xA0 && text[1] != 0xAD ? 2 : 0;
    if (end - text >= 2 && text[0] >= 0xC3 && text[0] <= 0xC8) return 2;
    if (end - text >= 3 && text[0] == 0xE2 && text[1] == 0x80 && text[2] >= 0x90 && text[2] <= 0xA6) return 3;
    return 0;
}

static bool is_plain(const char *text, size_t length) {
    const unsigned char *letter = (const unsigned char *)text, *end = letter + length;
    while (letter < end) {
        int bytes = plain_letter(letter, end);
        if (bytes == 0) return false;
        letter += bytes;
    }
    return true;
}

bool ct_plain_set(struct ct_plain *plain, const struct ct_style *style, const char *text, size_t length) {
    if (style->letters == NULL || length == 0 || length > LONGEST_PLAIN || !is_plain(text, length)) return false;
    cairo_glyph_t *glyphs = plain->glyphs;
    cairo_text_cluster_t *clusters = plain->clusters;
    int count = LONGEST_PLAIN, cluster_count = LONGEST_PLAIN;
    cairo_text_cluster_flags_t flags;
    cairo_status_t status = ct_api.cairo_scaled_font_text_to_glyphs(
        style->letters, 0, 0, text, (int)length, &glyphs, &count, &clusters, &cluster_count, &flags
    );
    if (status != CAIRO_STATUS_SUCCESS || count == 0 || count != cluster_count) return false;
    for (int i = 0; i < count; i++)
        if (glyphs[i].index == 0) return false;
    cairo_text_extents_t extents;
    ct_api.cairo_scaled_font_glyph_extents(style->letters, glyphs + count - 1, 1, &extents);
    plain->width = glyphs[count - 1].x + extents.x_advance;
    plain->count = count;
    plain->bytes = (int)length;
    memcpy(plain->text, text, length);
    return true;
}

void ct_plain_show(struct ct_plain *plain, const struct ct_style *style, cairo_t *cairo, double x, double y) {
    for (int i = 0; i < plain->count; i++) {
        plain->glyphs[i].x += x;
        plain->glyphs[i].y += y;
    }
    ct_api.cairo_set_scaled_font(cairo, style->letters);
    ct_api.cairo_show_text_glyphs(
        cairo, plain->text, plain->bytes, plain->glyphs, plain->count, plain->clusters, plain->count, 0
    );
    for (int i = 0; i < plain->count; i++) {
        plain->glyphs[i].x -= x;
        plain->glyphs[i].y -= y;
    }
}
