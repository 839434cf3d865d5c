import Foundation
import Testing

@testable import Database

@Suite struct PostgreSQLLibraryTests {
    @Test func `a program that keeps its stores in files does not need libpq to start`() throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let (status, output) = try run("readelf", "-d", program)
        try #require(status == 0 && output.contains("NEEDED"))
        #expect(!output.contains("libpq"))
    }

    @Test func `what is declared of libpq agrees with its own header`() throws {
        let folder = try Folder()
        let program = """
            #include <libpq-fe.h>
            #include <postgres_ext.h>
            #include "libpq.h"
            #define CONSTANT(name, value) _Static_assert((int)name == value, #name);
            #define FUNCTION(result, name, parameters, arguments) \\
                _Static_assert(__builtin_types_compatible_p(__typeof__(&PQ##name), result(*) parameters), #name);
            PQ_CONSTANTS(CONSTANT)
            PQ_FUNCTIONS(FUNCTION)
            """
        try program.write(toFile: folder.file("agreement.c"), atomically: true, encoding: .utf8)
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../../Sources/CPostgreSQL/include"
        )
        let (found, flags) = try run("pkg-config", "--cflags", "libpq")
        try #require(found == 0, "apt-get install libpq-dev")
        let command =
            "gcc -fsyntax-only -I'\(sources.path)' \(flags.trimmingCharacters(in: .newlines)) \(folder.file("agreement.c"))"
        let (status, output) = try run("sh", "-c", command)
        #expect(status == 0, "\(output)")
    }

    @Test func `where it is missing, the error says what to install`() {
        let error = StoreError.libraryMissing("libpq.so.5: cannot open shared object file")
        #expect(error.code == .library)
        #expect(error.hint.contains("apt-get install libpq5"))
    }

    private func run(_ arguments: String...) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
