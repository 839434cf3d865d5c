import Foundation
import Testing

/// A market on a disk that fills up: a small one in memory, which Linux lets any user mount in a name space of his own.
@Suite(.enabled(if: canMount, "this system lets nobody mount a disk"), .timeLimit(.minutes(10)))
struct FullDiskTests {
    @Test func `a full disk is named, nothing that was answered is lost, and the market goes on with room`()
        async throws
    {
        let place = try Workplace()
        try place.write("buy.lua", Self.buy)
        try place.write("count.lua", "print(#market.invoices:list{}:one():lines{}:all())")
        let outcome = try await place.shell(
            """
            unshare --user --map-root-user --mount sh -e <<'END'
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

/// Whether this system lets its users mount a disk of their own.
private let canMount: Bool = {
    let attempt = Process()
    attempt.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    attempt.arguments = ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    attempt.standardError = FileHandle.nullDevice
    do { try attempt.run() } catch { return false }
    attempt.waitUntilExit()
    return attempt.terminationStatus == 0
}()
