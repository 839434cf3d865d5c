-- expect: KILL
while true do log.info(("x"):rep(1000), { a = 1, b = { 2 } }) end
