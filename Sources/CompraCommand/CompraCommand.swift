import ArgumentParser

/// `compra`: the commands over the library.
@main
struct CompraCommand: AsyncParsableCommand {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            // A number below zero is taken for an option, and the parser would say that a value is missing.
            if exitCode(for: error) == .validationFailure, let number = arguments.first(where: \.isBelowZero) {
                Stream.error.line("compra: \"\(number.printable)\" is below zero, which nothing here takes")
                exit(withError: ExitCode.usage)
            }
            exit(withError: error)
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "compra",
        abstract: "Purchase scripts for Microsoft CSP partners.",
        discussion: """
            A script is Lua 5.4: it finds products, checks prices and stock, fills carts, checks out and follows orders \
            to their invoices. Without more, it runs on a market of this machine with a demonstration catalogue, where \
            nothing costs anything.

            EXAMPLES
              compra plan scripts/reserve-vms.lua    what it would buy, and the cost
              compra run scripts/reserve-vms.lua --arg quantity=4
              compra market show                     customers, subscriptions, clock
              compra market close                    month end: orders become invoices
              compra serve                           Partner Center for any client
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, PlanCommand.self, ReplCommand.self, TestCommand.self, BundleCommand.self,
            MarketCommand.self, ServeCommand.self, AuthCommand.self, DoctorCommand.self, InitCommand.self,
            ConfigCommand.self, CompletionsCommand.self,
        ]
    )
}

extension String {
    /// Whether it is a minus and a digit at least.
    fileprivate var isBelowZero: Bool {
        hasPrefix("-") && dropFirst().first.map { $0.isASCII && $0.isNumber } == true
    }
}
