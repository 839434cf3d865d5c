-- expect: OK
local t = setmetatable({}, { __name = {} })
print(t, setmetatable({}, { __name = ("x"):rep(10000) })) assert(("%s|%5s"):format(t, t) == "table|table")
