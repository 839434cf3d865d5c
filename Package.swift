// swift-tools-version:6.2
import PackageDescription

/// What every Swift target of the project is built with. None of it is an unsafe flag, so the package can be depended on.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The settings of a target that touches C.
let besideC: [SwiftSetting] = house + [.strictMemorySafety()]

let package = Package(
    name: "Compra",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Bundles", targets: ["Bundles"]),
        .library(name: "Compra", targets: ["Compra"]),
        .library(name: "CompraEmulator", targets: ["Emulator"]),
        .library(name: "CompraLive", targets: ["PartnerCenter"]),
        .library(name: "CompraTesting", targets: ["CompraTesting"]),
        .library(name: "Documents", targets: ["Commerce", "Documents"]),
        .library(name: "Lua", targets: ["Lua"]),
        .library(name: "Scripting", targets: ["Scripting"]),
        .executable(name: "compra", targets: ["CompraCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .target(name: "CLuaShim", dependencies: ["CLua"]),
        .target(name: "Lua", dependencies: ["CLuaShim"], swiftSettings: besideC),
        .target(name: "Commerce", swiftSettings: house),
        .target(name: "CPostgreSQL", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "Database",
            dependencies: [
                "CPostgreSQL",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: besideC
        ),
        .target(name: "CTypesetting", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Documents", dependencies: ["Commerce", "CTypesetting"], swiftSettings: besideC),
        .target(name: "LocalMarket", dependencies: ["Commerce", "Database"], swiftSettings: house),
        .target(name: "PartnerCenterWire", dependencies: ["Commerce"], swiftSettings: house),
        .target(
            name: "PartnerCenter",
            dependencies: [
                "Commerce", "PartnerCenterWire",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Emulator",
            dependencies: [
                "Commerce", "LocalMarket", "PartnerCenterWire",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "CompraTesting",
            dependencies: [
                "Commerce", "Database", "Emulator", "LocalMarket", "PartnerCenter",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        .target(name: "Runs", dependencies: ["Commerce"], swiftSettings: house),
        .target(
            name: "Bundles",
            dependencies: [
                "Commerce",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Scripting",
            dependencies: ["Commerce", "Lua", "Runs", "Stdlib", .product(name: "Logging", package: "swift-log")],
            swiftSettings: house
        ),
        .target(
            name: "Stdlib",
            path: "stdlib",
            exclude: ["meta"],
            resources: [.embedInCode("purchase.lua"), .embedInCode("session.lua"), .embedInCode("test.lua")],
            swiftSettings: house
        ),
        .target(
            name: "Compra",
            dependencies: [
                "Bundles", "Commerce", "Database", "Documents", "LocalMarket", "Lua", "Runs", "Scripting",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "REPL",
            dependencies: ["Commerce", "Compra", "Lua", "Scripting", .product(name: "Logging", package: "swift-log")],
            swiftSettings: besideC
        ),
        .executableTarget(
            name: "CompraCommand",
            dependencies: [
                "Bundles", "Commerce", "Compra", "Documents", "Emulator", "LocalMarket", "PartnerCenter",
                "PartnerCenterWire", "REPL", "Runs",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "LuaTests",
            dependencies: ["Lua"],
            exclude: ["Compatible", "Hostile"],
            swiftSettings: house
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Commerce", "Lua", "Scripting", .product(name: "Logging", package: "swift-log")],
            path: "Fuzz/Sources",
            exclude: ["FuzzDecoder", "FuzzScripts", "FuzzValues"],
            swiftSettings: house
        ),
        .testTarget(name: "CommerceTests", dependencies: ["Commerce"], swiftSettings: house),
        .target(name: "TestStores", dependencies: ["Database"], path: "Tests/TestStores", swiftSettings: house),
        .testTarget(
            name: "DatabaseTests",
            dependencies: ["Database", "TestStores", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house
        ),
        .testTarget(name: "DocumentsTests", dependencies: ["Commerce", "Documents"], swiftSettings: house),
        .testTarget(
            name: "LocalMarketTests",
            dependencies: ["Commerce", "Database", "LocalMarket", "TestStores"],
            swiftSettings: house
        ),
        .testTarget(name: "RunsTests", dependencies: ["Commerce", "LocalMarket", "Runs"], swiftSettings: house),
        .testTarget(name: "BundlesTests", dependencies: ["Bundles", "Commerce"], swiftSettings: house),
        .testTarget(
            name: "ScriptingTests",
            dependencies: ["Commerce", "Database", "LocalMarket", "Lua", "Scripting"],
            exclude: ["Hostile"],
            swiftSettings: house
        ),
        .testTarget(
            name: "PartnerCenterWireTests",
            dependencies: ["Commerce", "PartnerCenterWire"],
            swiftSettings: house
        ),
        .testTarget(
            name: "EmulatorTests",
            dependencies: [
                "Commerce", "CompraTesting", "Database", "Emulator", "LocalMarket", "PartnerCenter",
                "PartnerCenterWire",
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "PartnerCenterTests",
            dependencies: [
                "Commerce", "Compra", "CompraTesting", "Database", "Emulator", "LocalMarket", "PartnerCenter",
                "PartnerCenterWire", "Runs", "TestStores",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: house
        ),
        .testTarget(name: "CompraTests", dependencies: ["Compra"], swiftSettings: house),
        .testTarget(
            name: "REPLTests",
            dependencies: [
                "Commerce", "LocalMarket", "Lua", "REPL", "Scripting", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "Bundles", "Commerce", "Compra", "CompraCommand", "Database", "LocalMarket", "PartnerCenter",
                "PartnerCenterWire", "Runs", "TestStores",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Snapshots"],
            swiftSettings: house
        ),
    ]
)
