-- expect: KILL
while true do pcall(error, { {}, {} }) end
