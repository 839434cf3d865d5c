import Commerce
import Lua
import Synchronization

/// Answers `require` in a run: finds the package, and gives each package that requires another one a compartment of it.
///
/// A module has what its package declares, what whoever requires it grants, and never more than that one has itself. So a
/// package that two others need is there twice, with the rights that each gives it, and neither reaches the other's.
final class PackageLoader: Sendable {
    let packages: ScriptPackages
    private let arguments: LuaValue
    private let prelude: LuaPrelude
    private let compartments = Mutex<[String: Compartment]>([:])

    /// A package as one of its users has it.
    struct Compartment: Sendable {
        let compartment: LuaCompartment
        let package: ScriptPackage
        /// What it may ask of a market here.
        let rights: Set<Capability>
    }

    /// What libraries see of a script's prelude: nothing that was meant for the script alone, such as its parameters.
    private static let names = ["market", "money", "clock", "json", "log", "purchase"] + LuaPrelude.currencyNames

    init(_ packages: ScriptPackages, prelude: LuaPrelude) {
        self.packages = packages
        var inner = LuaPrelude()
        for name in Self.names { inner[name] = prelude[name] }
        self.prelude = inner
        if case .value(let value) = prelude["args"] { arguments = value } else { arguments = .nil }
    }

    var isEmpty: Bool { packages.packages.isEmpty }

    /// The source of a module as the script sees it.
    func module(_ name: String) throws -> LuaSource? {
        guard !isEmpty else { return nil }
        return try module(name, for: nil)
    }

    private func module(_ name: String, for asker: Compartment?) throws -> LuaSource {
        if let asker, let file = asker.package.modules[name] { return file.source(in: asker.compartment) }
        let grants = asker?.package.grants ?? packages.grants
        let owners = packages.packages.filter { grants[$0.name] != nil && file(name, of: $0, for: asker) != nil }
        guard let owner = owners.first, let file = file(name, of: owner, for: asker) else {
            throw missing(name, asker, grants.keys.sorted())
        }
        guard owners.count == 1 else {
            throw ScriptFailure(
                .moduleNotFound,
                "there are several modules \"\(name)\": of \(owners.map(\.title).joined(separator: " and "))",
                hint: "use one of these packages, or have one rename its module"
            )
        }
        let compartment = try compartment(
            of: owner,
            for: asker,
            granted: grants[owner.name] ?? [],
            isMain: isMain(name, of: owner, for: asker)
        )
        return file.source(in: compartment.compartment)
    }

    private func file(_ name: String, of package: ScriptPackage, for asker: Compartment?) -> ScriptPackage.File? {
        isMain(name, of: package, for: asker) ? package.main : package.modules[name]
    }

    private func isMain(_ name: String, of package: ScriptPackage, for asker: Compartment?) -> Bool {
        asker == nil && name == ScriptPackages.mainModule(of: package.name)
    }

    private func missing(_ name: String, _ asker: Compartment?, _ allowed: [String]) -> ScriptFailure {
        let title = asker?.package.title ?? "the script"
        if let owner = packages.packages.first(where: { $0.modules[name] != nil }) {
            return ScriptFailure(
                .moduleNotFound,
                "\(title) requires \"\(name)\" of \(owner.name), which it does not declare that it needs",
                hint: "add \"\(owner.name)\" to its [bundle.dependencies]"
            )
        }
        let known = (asker.map { [$0.package] } ?? []) + allowed.compactMap { packages[$0] }
        return ScriptFailure(
            .moduleNotFound,
            "\(title) requires \"\(name)\", and there is no such module",
            hint: Suggestion.hint(for: name, among: known.flatMap(\.modules.keys))
        )
    }

    // MARK: Compartments

    private static let most = 256

    private func compartment(
        of package: ScriptPackage,
        for asker: Compartment?,
        granted: Set<Capability>,
        isMain: Bool
    ) throws -> Compartment {
        let key = "\(asker?.compartment.name ?? "")\n\(package.name)"
        return try compartments.withLock { compartments in
            if let known = compartments[key] { return known }
            guard compartments.count < Self.most else {
                throw ScriptFailure(
                    .moduleNotFound,
                    "\(package.title) would be loaded for one user too many: \(Self.most) are allowed"
                )
            }
            let isFirst = !compartments.values.contains { $0.compartment.name == package.title }
            let name = isFirst ? package.title : "\(package.title) (for \(asker?.compartment.name ?? "the script"))"
            let rights = package.capabilities.intersection(granted).intersection(
                asker?.rights ?? Set(Capability.allCases)
            )
            var prelude = prelude
            prelude["bundle"] = .value(Library.bundle(package))
            if isMain { prelude["args"] = .value(arguments) }
            let made = LuaCompartment(name: name, prelude: prelude) { [weak self] module in
                guard let self, let own = self.compartments.withLock({ $0[key] }) else { return nil }
                return try self.module(module, for: own)
            }
            let compartment = Compartment(compartment: made, package: package, rights: rights)
            compartments[key] = compartment
            return compartment
        }
    }

    // MARK: Rights

    /// Checks that all who call may do an operation.
    ///
    /// - Throws: ``ScriptFailure`` with the code `capability_missing`.
    func check(_ operation: Operation, for callers: [LuaCaller]) throws {
        guard !isEmpty else { return }
        let needed = Capability(operation)
        guard !callers.isEmpty else { throw refusal(operation, needed, "code that nobody answers for", nil) }
        for caller in callers {
            switch caller {
            case .script: continue
            case .unknown: throw refusal(operation, needed, "code that nobody answers for", nil)
            case .compartment(let compartment):
                let known = compartments.withLock { $0.values.first { $0.compartment === compartment } }
                guard let known, known.rights.contains(needed) else {
                    throw refusal(operation, needed, compartment.name, known)
                }
            }
        }
    }

    private func refusal(
        _ operation: Operation,
        _ needed: Capability,
        _ name: String,
        _ known: Compartment?
    ) -> ScriptFailure {
        let isDeclared = known?.package.capabilities.contains(needed) ?? false
        return ScriptFailure(
            .capabilityMissing,
            "\(name) may not \(operation.title): it "
                + (isDeclared
                    ? "was not granted the capability \(needed)" : "does not declare the capability \(needed)"),
            hint: isDeclared
                ? "if that is meant, grant it: \"\(known?.package.name ?? "")\" = "
                    + "{ version = …, grant = [\"\(needed)\"] } in compra.toml, or --grant \(needed)"
                : "a library does only what its manifest says; do it in the script, or ask its maker to declare it"
        )
    }
}

extension ScriptPackage.File {
    fileprivate func source(in compartment: LuaCompartment) -> LuaSource {
        var file = LuaSource(name: path, bytes: source)
        file.compartment = compartment
        return file
    }
}

extension LuaPrelude {
    static let currencyNames = [Currency.usd, .eur, .gbp, .jpy].map(\.code)
}

extension Library {
    /// `bundle`: what a module sees of its own package.
    static func bundle(_ package: ScriptPackage) -> LuaValue {
        let data = LuaFunction(named: "bundle.data") { call in
            let path = try call.text(at: 1)
            guard let bytes = package.data[path] else {
                throw ScriptFailure(
                    .notFound,
                    "\(package.title) has no data file \"\(path)\"",
                    hint: Suggestion.hint(for: path, among: package.data.keys)
                        ?? "list it in its manifest: data = [\"…\"]"
                )
            }
            return .value(.bytes(bytes))
        }
        return .fields([
            (LuaString("name"), .text(package.name)), (LuaString("version"), .text(package.version)),
            (LuaString("data"), .function(data)),
        ])
    }
}
