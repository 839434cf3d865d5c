-- expect: KILL
clock.wait{ when = function() while true do end end, timeout = "1h" }
