-- expect: STOP
-- A host function's error looks for the script's line: a chunk with the name of a module has none, however deep it goes.
local dive = load([[
  local product, dive = ...
  function dive(n)
    if n == 0 then
      for i = 1, 500 do pcall(product.times, product, "x") end
      return
    end
    return (dive(n - 1))
  end
  return dive
]], "=deep")
dive = dive(product)
for depth = 20000, 1000, -5000 do pcall(dive, depth) end
while true do end
