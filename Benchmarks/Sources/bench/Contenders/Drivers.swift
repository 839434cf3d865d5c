/// What peers run.
extension Peer {
    static let luaDriver = #"""
        local chunks = {}
        io.stdout:setvbuf "line"
        for request in io.lines() do
            local verb, number, count = request:match "(%a+) (%d+) ?(%d*)"
            if verb == "load" then
                chunks[#chunks + 1] = assert(load(io.read(tonumber(number))))
                print(#chunks)
            else
                local chunk, times = chunks[tonumber(number)], tonumber(count)
                local began = os.clock()
                chunk(times)
                print((os.clock() - began) * 1e9)
            end
        end
        """#

    /// Functions and an object of Python's, as lupa binds them by itself.
    static let lupaDriver = #"""
        import sys, time
        import lupa.lua54 as lupa

        class Product:
            def __init__(self):
                self.price = 7
            def total(self, quantity, fee):
                return self.price * quantity + fee

        def take_line(line):
            return (line["quantity"] + line["line"] + line["minimum"] + line["maximum"] + line["eligible"]
                    + len(line["id"] + line["title"] + line["term"] + line["currency"]) + line["tax"])

        runtime = lupa.LuaRuntime()
        names = runtime.globals()
        names.successor = lambda i: i + 1
        names.mean = lambda x, y: (x + y) / 2
        names.length = len
        names.text_length = len
        names.title = lambda: "Azure Reserved VM Instance"
        names.product = Product()
        names.make_line = lambda: runtime.table(
            id="DZH318Z0BQ3Q:0001", title="Standard", term="P3Y", currency="USD", quantity=4, line=0, minimum=1,
            maximum=1000, tax=0.21, eligible=True)
        names.take_line = take_line
        chunks = []
        requests = sys.stdin.buffer
        while request := requests.readline().split():
            if request[0] == b"load":
                chunks.append(runtime.compile(requests.read(int(request[1])).decode()))
                answer = len(chunks)
            else:
                chunk, count = chunks[int(request[1]) - 1], int(request[2])
                began = time.process_time_ns()
                chunk(count)
                answer = time.process_time_ns() - began
            print(answer, flush=True)
        """#
}
