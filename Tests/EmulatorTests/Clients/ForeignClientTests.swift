import CompraTesting
import Emulator
import LocalMarket
import Testing

/// Programs that have nothing in common with Compra buy from the emulator, each in its own way of writing HTTP and JSON.
@Suite("Clients of others", .timeLimit(.minutes(30)))
struct ForeignClientTests {
    private func buys(_ interpreter: [String], _ script: String, orders: Int = 1) async throws {
        try await TestEmulator.running { emulator in
            let customer = try await emulator.market.report().customers.first { $0.domain.hasPrefix("fabrikam") }
            let app = emulator.app
            let environment = [
                "URL": emulator.url, "TENANT": app.tenant, "CLIENT": app.clientID, "SECRET": app.clientSecret,
                "REFRESH": app.refreshToken, "CUSTOMER": customer?.id ?? "",
            ]
            let (output, code) = try await ForeignProgram.run(interpreter, script, environment)
            #expect(code == 0, "\(output)")
            #expect(try await emulator.market.report().counts.orders == orders, "\(output)")
        }
    }

    @Test(
        "curl: headers and keys in other cases, chunks, 100-continue, HTTP/1.0, absolute targets, closed connections",
        .enabled(if: ForeignProgram.exists("curl"), "curl is not here")
    )
    func curl() async throws {
        try await buys(
            ["bash", "-euo", "pipefail", "-c"],
            #"""
            field() { sed -E "s/.*\"$1\":\"?([^\",}]*).*/\1/"; }
            token=$(curl -sSf "$URL/$TENANT/oauth2/token" -d grant_type=refresh_token -d "client_id=$CLIENT" \
                -d "client_secret=$SECRET" --data-urlencode "refresh_token=$REFRESH" \
                -d resource=https://api.partnercenter.microsoft.com | field access_token)
            call() { curl -sS -m 20 -H "AUTHORIZATION: bearer $token" "$@"; }
            customers() { echo "$URL//V1//Customers/$CUSTOMER"; }
            items=$(call --http1.0 \
                "$(customers)/PRODUCTS/DEMO0SQL2022/Skus/0002/availabilities?TARGETSEGMENT=Commercial")
            item=$(echo "$items" | field catalogItemId)
            line="{\"CATALOGITEMID\":\"$item\",\"quantity\":\"2\",\"BillingCycle\":\"OneTime\"}"
            cart=$(echo "{\"LINEITEMS\":[$line]}" | call "$(customers)/carts" -H 'transfer-encoding: chunked' \
                -H 'ms-REQUESTID: 11111111-2222-4333-8444-555555555555' -H 'content-type: text/plain' \
                -d @- | sed -E 's/^\{"id":"([^"]*).*/\1/')
            call -X PUT "$(customers)/carts/$cart" -H 'Expect: 100-continue' -H 'Connection: close' \
                -d "{\"lineItems\":[$line]}" | grep -q '"status":"Active"'
            call "$(customers)/carts/$cart/checkout" --request-target "$(customers)/carts/$cart/checkout" \
                -d '"any text"' | grep -q '"orders":\[{"id"'
            call -X POST "$(customers)/carts/$cart/checkout" -H 'Content-Length: 0' | grep -q '"code":800065'
            call -I "$(customers)" | grep -q '405'
            """#
        )
    }

    @Test("Python's standard library buys", .enabled(if: ForeignProgram.exists("python3"), "Python is not here"))
    func python() async throws {
        try await buys(
            ["python3", "-c"],
            #"""
            import json, os, urllib.parse, urllib.request, uuid
            e = os.environ
            form = urllib.parse.urlencode({"grant_type": "refresh_token", "client_id": e["CLIENT"],
                "client_secret": e["SECRET"], "refresh_token": e["REFRESH"],
                "resource": "https://api.partnercenter.microsoft.com"}).encode()
            with urllib.request.urlopen(e["URL"] + "/" + e["TENANT"] + "/oauth2/token", form) as answer:
                token = json.load(answer)["access_token"]
            def call(method, path, body=None):
                request = urllib.request.Request(e["URL"] + "/v1/customers/" + e["CUSTOMER"] + path, method=method)
                request.add_header("Authorization", "Bearer " + token)
                request.add_header("MS-RequestId", str(uuid.uuid4()))
                if body is not None:
                    request.data = json.dumps(body, indent=2).encode("utf-8-sig")
                    request.add_header("Content-Type", "application/json")
                with urllib.request.urlopen(request, timeout=20) as answer:
                    return json.load(answer)
            offers = call("GET", "/products/DEMO0SQL2022/skus/0002/availabilities?targetSegment=commercial")
            line = {"catalogItemId": offers["items"][0]["catalogItemId"], "quantity": 3.0, "billingCycle": "one_time"}
            cart = call("POST", "/carts", {"lineItems": [line]})
            result = call("POST", "/carts/" + cart["id"] + "/checkout")
            order = call("GET", "/orders/" + result["orders"][0]["id"])
            assert order["lineItems"][0]["quantity"] == 3, order
            try:
                call("GET", "/orders/none")
            except urllib.error.HTTPError as error:
                assert error.code == 404 and json.load(error)["code"] == 20000
            """#
        )
    }

    @Test(
        "Python's http.client keeps a connection, sends chunks and reads to the end of HTTP/1.0",
        .enabled(if: ForeignProgram.exists("python3"), "Python is not here")
    )
    func keptConnection() async throws {
        try await buys(
            ["python3", "-c"],
            #"""
            import http.client, os, socket, urllib.parse
            e = os.environ
            host = urllib.parse.urlparse(e["URL"]).netloc
            connection = http.client.HTTPConnection(host, timeout=20)
            for number in range(20):
                connection.request("GET", "/_compra/health")
                assert connection.getresponse().read() == b'{"status":"ok"}'
            connection.request("POST", "/_compra/clock", iter([b'{"adv', b'ance":', b' "1m"}']), encode_chunked=True,
                headers={"Transfer-Encoding": "chunked"})
            assert connection.getresponse().status == 200
            address, port = host.split(":")
            with socket.create_connection((address, int(port)), 20) as old:
                old.sendall(b"GET /_compra/health HTTP/1.0\r\n\r\n")
                text = b""
                while part := old.recv(4096): text += part
            assert text.endswith(b'{"status":"ok"}'), text
            """#,
            orders: 0
        )
    }
}
