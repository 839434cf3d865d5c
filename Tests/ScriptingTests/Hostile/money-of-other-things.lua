-- expect: ERR
return USD "1" < market
