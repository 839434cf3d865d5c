-- the table library, lengths, order of evaluation
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
local function show(t) local s = {} for i = 1, #t do s[i] = tostring(t[i]) end print(#t, table.concat(s, " ")) end
local t = { 5, 2, 8, 1 }
table.sort(t) show(t)
table.sort(t, function(a, b) return a > b end) show(t)
table.insert(t, 9) table.insert(t, 1, 0) table.insert(t, 3, "x") show(t)
print(table.remove(t), table.remove(t, 1), table.remove(t, 2), table.remove({}), table.remove({}, 0), table.remove({ 1 }, 2)) show(t)
show(table.move({ 1, 2, 3 }, 1, 3, 2)) show(table.move({ 1, 2, 3 }, 2, 3, 1)) show(table.move({ 1, 2, 3 }, 1, 3, 3, {})) show(table.move({ 1, 2 }, 1, 0, 5))
print(table.concat({ 1, 2, 3 }), table.concat({ 1, 2, 3 }, ", "), table.concat({ 1, 2, 3 }, ", ", 2), table.concat({ 1, 2, 3 }, ", ", 2, 3), table.concat({}), table.concat({ 1.5, "x" }, "-"), table.concat({ 1 }, "x", 2))
print(table.unpack({ 1, 2, 3 })) print(table.unpack({ 1, 2, 3 }, 2)) print(table.unpack({ 1, 2, 3 }, 2, 3)) print(table.unpack({}, 1, 2)) print(table.pack(1, nil, 3).n, select("#", table.unpack(table.pack(1, nil, 3), 1, 3)))
print(try(table.insert, { 1 }, 5, 1), try(table.insert, { 1 }), try(table.insert, { 1 }, 1, 2, 3), try(table.insert, nil, 1), try(table.remove, { 1, 2 }, 7))
print(try(table.concat, { 1, {}, 3 }), try(table.concat, { 1 }, 1, 1, 3), try(table.unpack), try(table.sort, { 1, "x" }), try(table.sort, { 3, 1 }, 1), try(table.move, { 1 }, 1, 2))
print(try(table.move, { 1 }, -1, math.maxinteger, 2), try(table.unpack, {}, 1, 1e8), try(table.sort, { 1, 2, 3 }, function() return true end))
local words = {}
for w in ("the quick brown fox jumps over the lazy dog and runs away from the bear"):gmatch("%a+") do words[#words + 1] = w end
table.sort(words) show(words)
table.sort(words, function(a, b) return #a < #b end) show(words)
local seed, big = 12345, {}
for i = 1, 500 do seed = (seed * 1103515245 + 12345) % 2147483648 big[i] = { key = seed % 50, order = i } end
table.sort(big, function(a, b) return a.key < b.key end)
local s = {} for i = 1, 90 do s[i] = big[i].order end show(s)
print(#"x", #{ 1, 2, nil }, #{ n = 1 }, #{ nil }, select("#"), select("#", nil, nil), select(2, "a", "b", "c"), select(-1, "a", "b", "c"), pcall(select, 0))
print(next({}), next({ 1 }), next({ a = 1 }), rawlen({ 1, 2 }), rawlen("abc"), rawequal("a", "a"), rawget({ x = 1 }, "x"), rawset({}, "x", 1).x, pcall(next, {}, "nope"))
for i, v in ipairs { 1, 2, nil, 4 } do print(i, v) end
for i, v in ipairs(setmetatable({}, { __index = function(_, i) if i < 4 then return i * i end end })) do print(i, v) end
local proxy = setmetatable({}, { __index = function(_, i) return i <= 3 and i * 10 or nil end, __len = function() return 3 end })
print(table.concat(proxy, ","), table.unpack(proxy)) 
local log = {} local w = setmetatable({}, { __newindex = function(t, k, v) log[#log + 1] = k rawset(t, k, v) end }) table.insert(w, "a") table.insert(w, "b") print(#log, #w)
local t = {} t[1.0] = "a" t[2^53] = "b" print(t[1], t[2^53 | 0], #t, next({ [2.0] = 1 })) print(try(function() t[nil] = 1 end), try(function() t[0 / 0] = 1 end), t[nil])
