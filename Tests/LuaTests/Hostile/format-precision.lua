-- expect: ERR
("%.99999f"):format(1)
