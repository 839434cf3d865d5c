-- expect: KILL
local e = {}
local function fail() error(e) end
while true do
  pcall(coroutine.wrap(function() pcall(coroutine.wrap(fail)) error(e) end))
end
