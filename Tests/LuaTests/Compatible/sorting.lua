-- table.sort on every shape of list, and by comparators that give a total order
local seed = 7 local function random(n) seed = (seed * 1103515245 + 12345) % 2147483648 return seed // 65536 % n + 1 end
local function shown(t) local r = {} for i = 1, math.min(#t, 40) do r[i] = tostring(t[i]) end return #t .. ": " .. table.concat(r, " ") end
local function sum(t) local s = 0 for i, x in ipairs(t) do s = (s * 31 + x * i) % 1000000007 end return s end
for _, n in ipairs { 0, 1, 2, 3, 4, 5, 10, 50, 99, 100, 101, 500, 1000 } do
    local shapes = { random = {}, ascending = {}, descending = {}, equal = {}, few = {}, sawtooth = {}, organ = {} }
    for i = 1, n do shapes.random[i] = random(10000) shapes.ascending[i] = i shapes.descending[i] = n - i shapes.equal[i] = 5 shapes.few[i] = random(3) shapes.sawtooth[i] = i % 7 shapes.organ[i] = math.min(i, n - i) end
    for _, name in ipairs { "random", "ascending", "descending", "equal", "few", "sawtooth", "organ" } do
        local t = shapes[name] table.sort(t) local up = sum(t) table.sort(t, function(a, b) return a > b end) print(n, name, up, sum(t), shown(t):sub(1, 60))
    end
end
local people = {} for i = 1, 60 do people[i] = { name = string.char(96 + random(26)) .. i, age = random(10), id = i } end table.sort(people, function(a, b) if a.age ~= b.age then return a.age > b.age end return a.name < b.name end) for i = 1, 60, 6 do print(people[i].age, people[i].name) end
local words = {} for w in ("the Quick brown Fox jumps over The lazy dog 10 9 100 a A aa"):gmatch "%S+" do words[#words + 1] = w end table.sort(words) print(table.concat(words, " ")) table.sort(words, function(a, b) local x, y = a:lower(), b:lower() if x ~= y then return x < y end return a < b end) print(table.concat(words, " ")) table.sort(words, function(a, b) if #a ~= #b then return #a < #b end return a < b end) print(table.concat(words, " "))
local floats = { 3, 1.5, -0.0, 2^53, -math.huge, math.huge, 1e-300, -7, 1.5 } table.sort(floats) print(table.concat(floats, " ")) print(pcall(table.sort, { 1, "x", 2 })) print(pcall(table.sort, { {}, {} })) print(pcall(table.sort, { 1, 2, nil, 4 })) print(pcall(table.sort, { 3, 2, 1 }, function(a, b) error "in comparator" end)) print(pcall(table.sort, { 1, 2 }, 5)) local bytes = { "\255", "a", "\0", "", "\200x" } table.sort(bytes) print(#bytes[1], bytes[2]:byte(), bytes[3], bytes[4]:byte(), bytes[5]:byte())
