-- expect: ERR
local s = {} for i = 1, 40000 do s[i] = "goto l" .. i .. " ::l" .. i .. ":: " end assert(load(table.concat(s) .. "goto nowhere"))
