-- expect: KILL
::again:: goto again
