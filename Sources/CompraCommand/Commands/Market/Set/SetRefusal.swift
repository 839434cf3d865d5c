import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set refusal`.
struct SetRefusal: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "refusal",
        abstract: "Refuse an operation whatever it asks for, to see what a script makes of it.",
        discussion: """
            Any code of Partner Center's can be given, those too that nothing else in this market leads to.

            EXAMPLES
              compra market set refusal OP-18 403/900149
              compra market set refusal OP-18 none
            """
    )

    @Argument(help: "The operation's number: OP-18 is the checkout.", transform: OperationName.init)
    var operation: OperationName

    @Argument(help: "HTTP status and code, or none.", transform: Refusal.init)
    var refusal: Refusal

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let (number, code) = (operation.number, refusal.code)
        try await market.administer(on: console).change { $0.refusals[number] = code }
        let outcome = code.map { "refused with \($0), \($0.meaning ?? "")" } ?? "carried out"
        console.output.line("\(operation.operation): \(outcome).")
    }

    struct OperationName: Sendable {
        let operation: Commerce.Operation
        let number: Int

        init(_ text: String) throws {
            let digits = text.uppercased().hasPrefix("OP-") ? text.dropFirst(3) : text[...]
            guard let number = Int(digits), let known = Commerce.Operation.all.first(where: { $0.number == number })
            else { throw ValidationError("give an operation's number, as in OP-18") }
            (operation, self.number) = (known, number)
        }
    }

    struct Refusal: Sendable {
        /// Nil = not refused.
        let code: MarketError.Code?

        init(_ text: String) throws {
            code = MarketError.Code(text)
            guard text == "none" || code?.meaning != nil else {
                throw ValidationError("give a status and a code of Partner Center's, as in 403/900149, or none")
            }
        }
    }
}
