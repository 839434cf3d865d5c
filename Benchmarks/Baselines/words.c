/* What the drawing alone costs: as many pages, rows and words as a statement has, set with the same libraries in the
 * plainest way, one layout for each style. It groups, adds up, aligns and paginates nothing.
 *
 *     cc -O2 words.c -o words $(pkg-config --cflags --libs pangocairo) && ./words PAGES ROWS FILE
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>

static void show(cairo_t *cairo, PangoLayout *layout, double x, double y, const char *text) {
    pango_layout_set_text(layout, text, -1);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, layout);
}

static PangoLayout *layout_of(cairo_t *cairo, const char *font, int width) {
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    pango_layout_set_width(layout, width < 0 ? -1 : width * PANGO_SCALE);
    return layout;
}

int main(int count, char **arguments) {
    if (count != 4) return fputs("usage: words PAGES ROWS FILE\n", stderr), 64;
    int pages = atoi(arguments[1]), rows = atoi(arguments[2]);
    cairo_surface_t *surface = cairo_pdf_surface_create(arguments[3], 595.28, 841.89);
    cairo_t *cairo = cairo_create(surface);
    PangoLayout *name = layout_of(cairo, "Noto Sans 6", 200), *detail = layout_of(cairo, "Noto Sans 5", 200);
    PangoLayout *figures = layout_of(cairo, "Noto Sans 6", -1);
    static const char *const products[] = {
        "SQL Server 2022 Standard – SQL Server 2022 Standard - 2 Core License Pack",
        "Windows Server 2022 Remote Desktop Services – 1 User CAL",
        "Reserved VM Instance, Standard_B1s, US East, 1 Year", "Office LTSC Professional Plus 2021 – Perpetual",
    };
    char text[128];
    int line = 0;
    for (int page = 0; page < pages; page++) {
        for (int row = 0; row < rows; row++, line++) {
            double y = 60 + row * 700.0 / rows;
            show(cairo, name, 42, y, products[line % 4]);
            snprintf(
                text, sizeof text, "New · One-year commitment, billed once · 2025-03-%02d – 2026-03-%02d · "
                "Order 0a1b2c3d%x, line %d", line % 28 + 1, line % 28 + 1, line + 4096, line % 5
            );
            show(cairo, detail, 42, y + 20, text);
            int amount = line * 7919 % 100000;
            for (int column = 0; column < 5; column++) {
                snprintf(text, sizeof text, column == 0 ? "%d" : "%d.%02d", amount + column, line % 100);
                show(cairo, figures, 290 + 55 * column, y, text);
            }
            cairo_rectangle(cairo, 42, y + 40, 511, 0.5);
            cairo_fill(cairo);
        }
        snprintf(text, sizeof text, "Page %d of %d", page + 1, pages);
        show(cairo, figures, 500, 800, text);
        cairo_show_page(cairo);
    }
    g_object_unref(name);
    g_object_unref(detail);
    g_object_unref(figures);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return 0;
}
