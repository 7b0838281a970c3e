# expect: time | memory | error: RecursionError
e = ValueError()
for _ in range(50_000): e = ExceptionGroup("x", [e])
raise e
