import ArgumentParser
import FoundationEssentials

/// `compra init`.
struct InitCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a project: a folder with settings and a first purchase script.",
        discussion: """
            Writes compra.toml, purchase.lua and .gitignore; a file that is there already is left as it is. The market of \
            the project is made when a script first needs it.

            EXAMPLES
              compra init
              compra init purchases && cd purchases && compra plan purchase.lua
            """
    )

    @Argument(help: "The folder, which is made where it is missing. (default: the current one)", completion: .directory)
    var folder = "."

    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (name, text) in Self.files {
                let path = folder == "." ? name : "\(folder)/\(name)"
                guard !FileManager.default.fileExists(atPath: path) else {
                    console.output.line("\(path.printable) is there already: left as it is.")
                    continue
                }
                try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
                console.output.line("Wrote \(path.printable).")
            }
        } catch {
            throw Problem(
                "the project can't be made in \(folder): \(error.reason)",
                hint: "name a folder that you may write to",
                exitCode: .failed
            )
        }
        console.note("next: compra plan purchase.lua, which shows what it would buy")
    }

    private static let files = [
        (
            "compra.toml",
            """
            # Settings of this project; compra config shows what holds. An option or a variable comes before them.
            # Relative paths are seen from this file's folder.

            # store = "sqlite:market.db"      # where the market of this machine is kept
            # output = "documents"            # where scripts write documents
            # memory_limit = "64MB"
            # time_limit = "10s"              # time inside Lua
            # wait_limit = "1h"               # time of the whole run

            """
        ),
        (
            "purchase.lua",
            """
            -- A first purchase, on the demonstration market:
            --
            --   compra plan purchase.lua                      what it would buy
            --   compra run  purchase.lua --arg quantity=4     buy it

            local contoso = market.customers:get "contoso.onmicrosoft.com"

            local result = purchase "Database servers" {
              customer = contoso,
              segment  = "commercial",
              budget   = USD "5000",
              { product = "DEMO0SQL2022", sku = "0001", quantity = args:get("quantity", { default = 1 }) },
            }
            return { status = result.status, total = result.total }

            """
        ),
        (".gitignore", ".compra/\n"),
    ]
}
