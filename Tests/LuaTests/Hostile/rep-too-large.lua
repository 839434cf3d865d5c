-- expect: ERR
("x"):rep(2^33)
