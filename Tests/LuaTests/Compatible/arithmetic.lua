-- every operator on every pair of values that lie at the edges of the number types
local values = {
    0, 1, -3, 64, math.maxinteger, math.mininteger, (1 << 53) + 1, -0.0, 0.5, 2^53, 2^63, 1e308, -math.huge, 0 / 0,
    "10", " 0x1p4 ", "abc", true,
}
local function shown(v)
    if v ~= v then return "nan" end -- its sign is the processor's
    return math.type(v) and math.type(v):sub(1, 1) .. ":" .. tostring(v) or type(v) .. ":" .. tostring(v)
end
local function bare(e) return (tostring(e):gsub("^[^:]*:%d+: ", "")) end
for _, op in ipairs { "+", "-", "*", "/", "//", "%", "^", "&", "|", "~", "<<", ">>", "..", "==", "<", "<=" } do
    local f = assert(load("local a, b = ... return a " .. op .. " b"))
    for _, a in ipairs(values) do
        local line = {}
        for _, b in ipairs(values) do
            local ok, r = pcall(f, a, b)
            line[#line + 1] = ok and shown(r) or "! " .. bare(r)
        end
        print(op, shown(a), table.concat(line, " | "))
    end
end
for _, op in ipairs { "-", "~", "not ", "#" } do
    local f = assert(load("local a = ... return " .. op .. "a"))
    for _, a in ipairs(values) do
        local ok, r = pcall(f, a)
        print(op, shown(a), ok and shown(r) or "! " .. bare(r))
    end
end
