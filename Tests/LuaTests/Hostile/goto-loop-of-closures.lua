-- expect: KILL
::top:: local x = {} local f = function() return x end goto top
