import Foundation
import Testing

/// What fuzzing keeps: every input that once reached something new, and every one that once found a fault. `make fuzz` goes
/// on from here under AddressSanitizer.
@Suite struct CorpusTests {
    @Test func everyKeptScriptLeavesTheNextOneWhole() async throws {
        let inputs = try corpus("Scripts")
        #expect(inputs.count > 100)
        for (name, bytes) in inputs { #expect(await faultOfScript(bytes) == nil, "\(name)") }
    }

    @Test func everyKeptValueComesBackTheSame() throws {
        let inputs = try corpus("Values")
        #expect(inputs.count > 100)
        for (name, bytes) in inputs { #expect(faultOfValue(bytes) == nil, "\(name)") }
    }

    @Test func everyKeptTableIsReadOrRefused() throws {
        let inputs = try corpus("Decoder")
        #expect(inputs.count > 100)
        for (name, bytes) in inputs { #expect(faultOfDecoder(bytes) == nil, "\(name)") }
    }

    @Test(arguments: 0..<8) func randomScriptsAndValuesDoToo(_ seed: UInt64) async {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        for _ in 0..<25 {
            let bytes = (0..<Int(next() % 400)).map { _ in UInt8(truncatingIfNeeded: next() >> 24) }
            #expect(await faultOfScript(bytes) == nil, "\(bytes)")
            #expect(faultOfValue(bytes) == nil, "\(bytes)")
            #expect(faultOfDecoder(bytes) == nil, "\(bytes)")
        }
    }

    private func corpus(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = URL(filePath: #filePath).appending(path: "../../../Corpus/\(name)").standardized
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { file in
            (file, Array(try Data(contentsOf: folder.appending(path: file))))
        }
    }
}
