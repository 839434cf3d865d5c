-- expect: OK
-- As many names as a small record has, and the key that its private copy is known by, which may be visited last.
local results = {}
for n = 1, 200 do
  local t = {}
  for i = 1, 24 do t["k" .. n .. "_" .. i] = i end
  setmetatable({}, t)
  results[n] = t
end
return results
