import Foundation
import Testing

/// A market on a disk that fills up: a small one in memory, which Linux lets any user mount in a name space of his own, and
/// root in any case. Where neither may there is no such disk, which only CI doesn't put up with.
@Suite(
    .enabled(if: nameSpace != nil || ProcessInfo.processInfo.environment["CI"] != nil, "nobody may mount a disk here"),
    .timeLimit(.minutes(30))
)
struct FullDiskTests {
    @Test func `a full disk is named, nothing that was answered is lost, and the market goes on with room`()
        async throws
    {
        let place = try Workplace()
        let nameSpace = try #require(nameSpace, "nobody may mount a disk here")
        try place.write("buy.lua", Self.buy)
        try place.write("count.lua", "print(#market.invoices:list{}:one():lines{}:all())")
        let outcome = try await place.shell(
            """
            \(nameSpace) sh -e <<'END'
            mkdir disk
            mount -t tmpfs -o size=8m none disk
            export COMPRA_STORE=sqlite:disk/market.db
            compra='\(RunningCommand.executable.path)'
            "$compra" market init
            head -c 2000000 /dev/zero > disk/other
            "$compra" run buy.lua --time-limit 10m && exit 9
            rm disk/other
            "$compra" market close
            "$compra" run count.lua
            END
            """
        )
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.error.contains("disk/market.db is full"))
        #expect(outcome.error.contains("free some space and try again"))
        let lines = outcome.output.split(separator: "\n")
        let answered = lines.count { $0.hasPrefix("answered") }
        #expect(answered > 0)
        #expect(lines.last.map(String.init) == "\(answered)")
    }

    private static let buy = """
        local customer = market.customers:get "contoso.onmicrosoft.com"
        local offer = customer:catalog{ segment = "commercial" }:product("DEMO0SQL2022"):sku("0001"):availabilities():first()
        while true do
          assert(#customer:cart{ lines = { { offer = offer, quantity = 1 } } }:checkout().orders == 1)
          print("answered")
        end
        """
}

/// What a program is started with that may mount disks of its own; nil where nobody may.
private let nameSpace = ["unshare --user --map-root-user --mount", "unshare --mount"].first { command in
    let attempt = Process()
    attempt.executableURL = URL(fileURLWithPath: "/bin/sh")
    attempt.arguments = ["-c", "exec \(command) mount -t tmpfs none /mnt"]
    attempt.standardError = FileHandle.nullDevice
    do { try attempt.run() } catch { return false }
    attempt.waitUntilExit()
    return attempt.terminationStatus == 0
}
