import Commerce
import Documents
import Foundation

/// A program that looks at documents, from the packages `poppler-utils` and `qpdf`.
func run(_ tool: String, _ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else { throw ToolMissing(tool: tool) }
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
}

struct ToolMissing: Error, CustomStringConvertible {
    let tool: String

    var description: String {
        "\(tool) is not installed: apt-get install poppler-utils qpdf gcc pkg-config libcairo2-dev libpango1.0-dev"
    }
}

/// A finished document, read by programs of others.
struct PDFReader {
    let path: String
    let folder: Folder
    let report: DocumentReport

    /// Writes a statement and opens it.
    init(_ statement: InvoiceStatement, _ lines: [InvoiceLineItem]) async throws {
        folder = try Folder()
        path = folder.file("statement.pdf")
        report = try await statement.write(pages(lines), to: .file(path))
    }

    init(_ receipt: TaxReceipt, _ lines: [InvoiceLineItem]) async throws {
        folder = try Folder()
        path = folder.file("receipt.pdf")
        report = try await receipt.write(pages(lines), to: .file(path))
    }

    var bytes: Data {
        get throws { try content(path) }
    }

    /// What `qpdf --check` complains of; empty if all is well.
    var complaints: String {
        get throws {
            let (status, output) = try run("qpdf", "--check", path)
            return status == 0 && !output.contains("WARNING") ? "" : output
        }
    }

    /// How `pdftotext` puts letters together: by where they stand on the page, or as the document has them. The first
    /// breaks Indic words at some vowel signs, the second words that run from right to left.
    enum Order: String {
        case page = "-layout"
        case document = "-raw"
    }

    /// The text of all pages, or of one, without marks of direction.
    func text(_ order: Order = .page, page: Int? = nil) throws -> String {
        let (first, last) = ("\(page ?? 1)", "\(page ?? report.pages)")
        let output = try run("pdftotext", "-f", first, "-l", last, order.rawValue, path, "-").output
        return String(output.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) })
    }

    /// A fact that `pdfinfo` tells.
    func information(_ name: String) throws -> String? {
        let lines = try run("pdfinfo", "-isodates", path).output.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("\(name):") }
        return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    /// Words with the boxes that they stand in, page by page, in points from the upper left corner.
    func words() throws -> [[Word]] {
        let output = try run("pdftotext", "-bbox", path, "-").output
        var pages: [[Word]] = []
        for line in output.split(separator: "\n") {
            if line.contains("<page ") { pages.append([]) }
            guard let start = line.range(of: "<word "), let end = line.range(of: "</word>") else { continue }
            let parts = line[start.upperBound..<end.lowerBound].split(separator: "\"", maxSplits: 8)
            let box = [1, 3, 5, 7].compactMap { Double(parts[$0]) }
            let text = parts[8].drop { $0 == ">" }
            pages[pages.count - 1].append(
                Word(left: box[0], top: box[1], right: box[2], bottom: box[3], text: "\(text)")
            )
        }
        return pages
    }

    struct Word {
        let left, top, right, bottom: Double
        let text: String
    }
}
