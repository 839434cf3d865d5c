-- expect: OK
assert(#("%99.99f"):format(-1.7976931348623157e308) == 410)
assert(#("%-99.99f"):format(1e308) > 400 and ("%+.3d"):format(-7) == "-007")
