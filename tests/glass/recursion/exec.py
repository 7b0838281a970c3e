# expect: error: RecursionError
src = "exec(src)"
exec(src)
