import ArgumentParser

/// `compra completions SHELL`.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script of a shell.",
        discussion: """
            EXAMPLES
              compra completions bash > ~/.local/share/bash-completion/completions/compra
              compra completions zsh > ~/.zfunc/_compra
              compra completions fish > ~/.config/fish/completions/compra.fish
            """
    )

    @Argument(
        help: "bash, zsh or fish.",
        transform: { name in
            guard let shell = CompletionShell(rawValue: name) else { throw ValidationError("give bash, zsh or fish") }
            return shell
        }
    )
    var shell: CompletionShell

    func run() {
        Stream.output.line(CompraCommand.completionScript(for: shell))
    }
}
