-- expect: KILL
("").rep("", 2^40)
