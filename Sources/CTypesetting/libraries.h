/* What this unit uses of cairo and pango: a list of constants and a list of functions.
 *
 * A test compiles both lists against the libraries' own headers, which proves that they say the same.
 */
#ifndef LIBRARIES_H
#define LIBRARIES_H

#define CT_CONSTANTS(CONSTANT) \
    CONSTANT(CAIRO_STATUS_SUCCESS, 0) \
    CONSTANT(CAIRO_STATUS_NO_MEMORY, 1) \
    CONSTANT(CAIRO_STATUS_WRITE_ERROR, 11) \
    CONSTANT(CAIRO_PDF_VERSION_1_5, 1) \
    CONSTANT(CAIRO_PDF_OUTLINE_ROOT, 0) \
    CONSTANT(CAIRO_PDF_METADATA_TITLE, 0) \
    CONSTANT(CAIRO_PDF_METADATA_AUTHOR, 1) \
    CONSTANT(CAIRO_PDF_METADATA_SUBJECT, 2) \
    CONSTANT(CAIRO_PDF_METADATA_CREATOR, 4) \
    CONSTANT(CAIRO_PDF_METADATA_CREATE_DATE, 5) \
    CONSTANT(CAIRO_ANTIALIAS_GRAY, 2) \
    CONSTANT(CAIRO_HINT_STYLE_NONE, 1) \
    CONSTANT(CAIRO_HINT_METRICS_OFF, 1) \
    CONSTANT(PANGO_SCALE, 1024) \
    CONSTANT(PANGO_ALIGN_LEFT, 0) \
    CONSTANT(PANGO_ALIGN_RIGHT, 2) \
    CONSTANT(PANGO_DIRECTION_RTL, 1) \
    CONSTANT(PANGO_WEIGHT_NORMAL, 400) \
    CONSTANT(PANGO_WEIGHT_BOLD, 700) \
    CONSTANT(PANGO_WRAP_WORD_CHAR, 2)

#define CT_FUNCTIONS(FUNCTION) \
    FUNCTION(cairo_surface_t *, cairo_pdf_surface_create_for_stream, (cairo_write_func_t, void *, double, double)) \
    FUNCTION(void, cairo_pdf_surface_restrict_to_version, (cairo_surface_t *, cairo_pdf_version_t)) \
    FUNCTION(void, cairo_pdf_surface_set_metadata, (cairo_surface_t *, cairo_pdf_metadata_t, const char *)) \
    FUNCTION(int, cairo_pdf_surface_add_outline, \
        (cairo_surface_t *, int, const char *, const char *, cairo_pdf_outline_flags_t)) \
    FUNCTION(void, cairo_surface_finish, (cairo_surface_t *)) \
    FUNCTION(void, cairo_surface_destroy, (cairo_surface_t *)) \
    FUNCTION(cairo_status_t, cairo_surface_status, (cairo_surface_t *)) \
    FUNCTION(cairo_t *, cairo_create, (cairo_surface_t *)) \
    FUNCTION(void, cairo_destroy, (cairo_t *)) \
    FUNCTION(cairo_status_t, cairo_status, (cairo_t *)) \
    FUNCTION(const char *, cairo_status_to_string, (cairo_status_t)) \
    FUNCTION(void, cairo_show_page, (cairo_t *)) \
    FUNCTION(void, cairo_move_to, (cairo_t *, double, double)) \
    FUNCTION(void, cairo_rectangle, (cairo_t *, double, double, double, double)) \
    FUNCTION(void, cairo_fill, (cairo_t *)) \
    FUNCTION(void, cairo_set_source_rgb, (cairo_t *, double, double, double)) \
    FUNCTION(void, cairo_tag_begin, (cairo_t *, const char *, const char *)) \
    FUNCTION(void, cairo_tag_end, (cairo_t *, const char *)) \
    FUNCTION(void, cairo_set_scaled_font, (cairo_t *, const cairo_scaled_font_t *)) \
    FUNCTION(cairo_status_t, cairo_scaled_font_text_to_glyphs, \
        (cairo_scaled_font_t *, double, double, const char *, int, cairo_glyph_t **, int *, \
         cairo_text_cluster_t **, int *, cairo_text_cluster_flags_t *)) \
    FUNCTION(void, cairo_show_text_glyphs, \
        (cairo_t *, const char *, int, const cairo_glyph_t *, int, const cairo_text_cluster_t *, int, \
         cairo_text_cluster_flags_t)) \
    FUNCTION(void, cairo_scaled_font_glyph_extents, \
        (cairo_scaled_font_t *, const cairo_glyph_t *, int, cairo_text_extents_t *)) \
    FUNCTION(cairo_font_options_t *, cairo_font_options_create, (void)) \
    FUNCTION(void, cairo_font_options_destroy, (cairo_font_options_t *)) \
    FUNCTION(void, cairo_font_options_set_antialias, (cairo_font_options_t *, cairo_antialias_t)) \
    FUNCTION(void, cairo_font_options_set_hint_style, (cairo_font_options_t *, cairo_hint_style_t)) \
    FUNCTION(void, cairo_font_options_set_hint_metrics, (cairo_font_options_t *, cairo_hint_metrics_t)) \
    FUNCTION(PangoFontMap *, pango_cairo_font_map_new, (void)) \
    FUNCTION(void, pango_cairo_font_map_set_resolution, (PangoCairoFontMap *, double)) \
    FUNCTION(PangoContext *, pango_font_map_create_context, (PangoFontMap *)) \
    FUNCTION(PangoFont *, pango_font_map_load_font, \
        (PangoFontMap *, PangoContext *, const PangoFontDescription *)) \
    FUNCTION(cairo_scaled_font_t *, pango_cairo_font_get_scaled_font, (PangoCairoFont *)) \
    FUNCTION(void, pango_cairo_context_set_font_options, (PangoContext *, const cairo_font_options_t *)) \
    FUNCTION(void, pango_cairo_show_layout, (cairo_t *, PangoLayout *)) \
    FUNCTION(void, pango_context_set_round_glyph_positions, (PangoContext *, gboolean)) \
    FUNCTION(PangoLayout *, pango_layout_new, (PangoContext *)) \
    FUNCTION(void, pango_layout_set_font_description, (PangoLayout *, const PangoFontDescription *)) \
    FUNCTION(void, pango_layout_set_attributes, (PangoLayout *, PangoAttrList *)) \
    FUNCTION(void, pango_layout_set_single_paragraph_mode, (PangoLayout *, gboolean)) \
    FUNCTION(void, pango_layout_set_wrap, (PangoLayout *, PangoWrapMode)) \
    FUNCTION(void, pango_layout_set_width, (PangoLayout *, int)) \
    FUNCTION(void, pango_layout_set_alignment, (PangoLayout *, PangoAlignment)) \
    FUNCTION(void, pango_layout_set_text, (PangoLayout *, const char *, int)) \
    FUNCTION(void, pango_layout_get_size, (PangoLayout *, int *, int *)) \
    FUNCTION(PangoDirection, pango_layout_get_direction, (PangoLayout *, int)) \
    FUNCTION(int, pango_layout_get_baseline, (PangoLayout *)) \
    FUNCTION(int, pango_layout_get_unknown_glyphs_count, (PangoLayout *)) \
    FUNCTION(PangoFontDescription *, pango_font_description_new, (void)) \
    FUNCTION(void, pango_font_description_free, (PangoFontDescription *)) \
    FUNCTION(void, pango_font_description_set_family, (PangoFontDescription *, const char *)) \
    FUNCTION(void, pango_font_description_set_weight, (PangoFontDescription *, PangoWeight)) \
    FUNCTION(void, pango_font_description_set_absolute_size, (PangoFontDescription *, double)) \
    FUNCTION(PangoAttrList *, pango_attr_list_new, (void)) \
    FUNCTION(void, pango_attr_list_unref, (PangoAttrList *)) \
    FUNCTION(void, pango_attr_list_insert, (PangoAttrList *, PangoAttribute *)) \
    FUNCTION(PangoAttribute *, pango_attr_language_new, (PangoLanguage *)) \
    FUNCTION(PangoAttribute *, pango_attr_font_features_new, (const char *)) \
    FUNCTION(PangoLanguage *, pango_language_from_string, (const char *)) \
    FUNCTION(void, g_object_unref, (gpointer))

#endif
