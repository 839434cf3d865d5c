-- expect: ERR
os.time({ year = math.maxinteger, month = math.maxinteger, day = math.mininteger })
