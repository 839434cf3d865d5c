-- expect: OK
for k, v in pairs(_G) do assert(type(k) == "string") end for k in next, _G do assert(type(k) == "string") end
