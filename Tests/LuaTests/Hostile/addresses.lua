-- expect: OK
for _, v in ipairs { {}, print, coroutine.create(print), function() end } do assert(not tostring(v):find("0x")) assert(not ("%s"):format(v):find("0x")) end
