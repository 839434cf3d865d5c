import Commerce
import Scripting

/// Functions of an application's own: every way to register one, with arguments and results of every kind.
enum SampleModule {
    static let functions = ["nothing", "add", "join", "fail", "later", "fail_later", "sample", "samples", "amount"]

    static func module(_ market: FuzzMarket) -> ScriptModule {
        ScriptModule("app", "What a fuzzer registers.") {
            ScriptFunction("nothing") {}
            ScriptFunction("add", ["a", "b"]) { (a: Int, b: Double?) in Double(a) + (b ?? 0) }
            ScriptFunction("join", ["texts"]) { (texts: [String]) in texts.joined(separator: market.identity.name) }
            ScriptFunction("fail", ["text"]) { (text: String) throws -> Int in throw Refusal(text: text) }
            ScriptFunction("later", ["value"]) { (value: Int) async in
                await Task.yield()
                return [value, value]
            }
            ScriptFunction("fail_later") { () async throws -> String in throw Refusal(text: "later") }
            ScriptFunction("sample", ["sample"]) { (sample: Sample) in sample }
            ScriptFunction("samples", ["samples"]) { (samples: [Sample]) async in ["samples": samples] }
            ScriptFunction("amount", ["amount"]) { (amount: Money) in try amount + amount }
        }
    }

    private struct Refusal: Error { var text: String }
}

/// A type with fields of every kind.
struct Sample: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable { case one, two }
    indirect enum Rest: Codable, Equatable, Sendable {
        case none
        case more(Sample)
    }

    var flag = false
    var count = 0
    var small: Int8?
    var large: UInt64?
    var rate: Double?
    var name = ""
    var kind: Kind?
    var list: [Int]?
    var lists: [[String]]?
    var names: [String: Int]?
    var samples: [Sample]?
    var rest: Rest?
}
