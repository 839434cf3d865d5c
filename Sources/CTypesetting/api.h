/* The libraries' types and constants, and a table of their functions that ct_load fills. */
#ifndef API_H
#define API_H

#include "CTypesetting.h"
#include "libraries.h"

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _cairo_font_options cairo_font_options_t;
typedef struct _cairo_scaled_font cairo_scaled_font_t;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoCairoFontMap PangoCairoFontMap;
typedef struct _PangoFont PangoFont;
typedef struct _PangoCairoFont PangoCairoFont;
typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoAttrList PangoAttrList;
typedef struct _PangoAttribute PangoAttribute;
typedef struct _PangoLanguage PangoLanguage;

/* Enumerations are passed as the int that their values fit in. */
typedef int cairo_status_t, cairo_pdf_version_t, cairo_pdf_metadata_t, cairo_pdf_outline_flags_t;
typedef int cairo_antialias_t, cairo_hint_style_t, cairo_hint_metrics_t;
typedef int cairo_text_cluster_flags_t;
typedef int PangoAlignment, PangoDirection, PangoWeight, PangoWrapMode;
typedef int gboolean;
typedef void *gpointer;
typedef cairo_status_t (*cairo_write_func_t)(void *, const unsigned char *, unsigned int);

/* The structures that callers fill or read. */
typedef struct {
    unsigned long index;
    double x, y;
} cairo_glyph_t;
typedef struct {
    int num_bytes, num_glyphs;
} cairo_text_cluster_t;
typedef struct {
    double x_bearing, y_bearing, width, height, x_advance, y_advance;
} cairo_text_extents_t;

#define CONSTANT(name, value) name = value,
#define FUNCTION(result, name, arguments) result(*name) arguments;

enum { CT_CONSTANTS(CONSTANT) };

extern struct ct_api {
    CT_FUNCTIONS(FUNCTION)
} ct_api;

#undef CONSTANT
#undef FUNCTION

#endif
