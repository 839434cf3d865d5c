// swift-tools-version:6.2
import PackageDescription

// The tests of the sandbox in a package of their own, by a link: with AddressSanitizer they build in a fraction of the time
// that the main package takes. `make sanitized` runs them.

let package = Package(
    name: "Sanitized",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Compra", path: "../..")],
    targets: [
        .testTarget(
            name: "LuaTests",
            dependencies: [.product(name: "Lua", package: "Compra")],
            exclude: ["Compatible", "Hostile"],
            swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
        )
    ]
)
