-- expect: ERR
local parts = {}
for i = 1, 20000 do parts[#parts + 1] = "do local x <close> = setmetatable({}, {__close = print}) " end
assert(load(table.concat(parts) .. ("end "):rep(20000)))()
