// swift-tools-version:6.2
import PackageDescription

/// How the project itself is built.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Compra", path: "..")],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: [
                "launch", "Reference",
                .product(name: "Bundles", package: "Compra"),
                .product(name: "Compra", package: "Compra"),
                .product(name: "Lua", package: "Compra"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Reference",
            dependencies: [.product(name: "Lua", package: "Compra")],
            linkerSettings: [.linkedLibrary("sqlite3")]
        ),
        .executableTarget(name: "launch"),
        .executableTarget(
            name: "StatementDriver",
            dependencies: [.product(name: "Documents", package: "Compra")]
        ),
    ]
)
