import ArgumentParser

/// `compra bundle …`: libraries of scripts.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Make, share, pin and check libraries of scripts.",
        discussion: """
            A bundle is a folder with a compra.toml that has a [bundle] table. What it needs is pinned in compra.lock; \
            built, it is one file that is the same on every machine.

            EXAMPLES
              compra bundle init acme.buying
              compra bundle add acme.naming "^1.0" --from-folder ../naming
              compra bundle build
              compra bundle sign acme.buying-0.1.0.compra --key ~/acme.key
              compra run scripts/buy.lua --with acme.buying-0.1.0.compra
            """,
        subcommands: [
            BundleInit.self, BundleAdd.self, BundleRemove.self, BundleUpdate.self, BundleLock.self, BundleVendor.self,
            BundleBuild.self, BundleVerify.self, BundleInspect.self, BundleDiff.self, BundleSign.self, BundleTrust.self,
            BundlePublish.self, BundleWhy.self, BundleTree.self, BundleUnpack.self,
        ]
    )
}
