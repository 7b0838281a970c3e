# expect: time | error: RecursionError
src = "while True:\n    exec(src)"
exec(src)
