// swift-tools-version:6.2
import PackageDescription

// Fuzzing needs flags that would bar the main package from being depended on, so it is a package of its own; `make fuzz`
// gives them. Each fuzzer is a C executable, because libFuzzer brings its own main; the work is Swift's.

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "Compra", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(
            name: "FuzzKit",
            dependencies: [
                .product(name: "Lua", package: "Compra"),
                .product(name: "Scripting", package: "Compra"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(name: "FuzzScripts", dependencies: ["FuzzKit"]),
        .executableTarget(name: "FuzzValues", dependencies: ["FuzzKit"]),
        .executableTarget(name: "FuzzDecoder", dependencies: ["FuzzKit"]),
    ]
)
