// swift-tools-version:6.2
import PackageDescription

/// A package of its own, so that measuring adds nothing to what the library's users build.
let package = Package(
    name: "DocumentsBenchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Compra", path: "../..")],
    targets: [
        .executableTarget(
            name: "StatementDriver",
            dependencies: [.product(name: "Documents", package: "Compra")]
        )
    ]
)
