-- expect: KILL
local text = (";"):rep(1000000)
while true do
  local given = false
  load(function()
    if given then return nil end
    given = true
    return text
  end)
end
