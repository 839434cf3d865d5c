import Foundation
import Testing

@testable import Documents

@Suite("Cairo and pango are opened on first use")
struct LibrariesTests {
    @Test("a program that could make documents needs neither to start")
    func nothingIsLinked() throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let (status, output) = try run("readelf", "-d", program)
        try #require(status == 0 && output.contains(/NEEDED.*libFoundation/))
        for library in ["cairo", "pango", "fontconfig", "freetype", "gobject"] { #expect(!output.contains(library)) }
    }

    @Test("what is declared of them agrees with their own headers")
    func declarations() throws {
        let folder = try Folder()
        let program = """
            #include <cairo-pdf.h>
            #include <pango/pangocairo.h>
            #include <stddef.h>
            #include "libraries.h"
            #define CONSTANT(name, value) _Static_assert(name == value, #name);
            #define FUNCTION(result, name, arguments) \\
                _Static_assert(__builtin_types_compatible_p(__typeof__(&name), result(*) arguments), #name);
            CT_CONSTANTS(CONSTANT)
            CT_FUNCTIONS(FUNCTION)
            _Static_assert(sizeof(cairo_glyph_t) == 24 && offsetof(cairo_glyph_t, y) == 16, "cairo_glyph_t");
            _Static_assert(sizeof(cairo_text_cluster_t) == 8, "cairo_text_cluster_t");
            _Static_assert(offsetof(cairo_text_extents_t, x_advance) == 32, "cairo_text_extents_t");
            """
        try program.write(toFile: folder.file("agreement.c"), atomically: true, encoding: .utf8)
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Sources/CTypesetting"
        )
        let (found, flags) = try run("pkg-config", "--cflags", "pangocairo", "cairo-pdf")
        try #require(found == 0, "apt-get install libcairo2-dev libpango1.0-dev")
        let command =
            "cc -fsyntax-only -I'\(sources.path)' \(flags.trimmingCharacters(in: .newlines)) '\(folder.path)'/agreement.c"
        let (status, output) = try run("sh", "-c", command)
        #expect(status == 0, "\(output)")
    }

    @Test("where they are missing, the error says what to install")
    func missing() {
        let error = DocumentError.librariesMissing("libpangocairo-1.0.so.0: cannot open shared object file")
        #expect(error.code == .librariesMissing)
        #expect(error.description.contains("cairo and pango, which draw documents, are not installed"))
        #expect(
            error.hint.contains(
                "apt-get install libcairo2 libpango-1.0-0 libpangocairo-1.0-0 fonts-noto-core fonts-noto-cjk"
            )
        )
    }
}
