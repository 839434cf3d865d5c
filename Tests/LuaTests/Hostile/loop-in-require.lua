-- expect: ERR
require "os"
