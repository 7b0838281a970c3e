# expect: time | memory | error: RecursionError | exit: 1
e = ValueError()
for _ in range(50_000): e = ExceptionGroup("x", [e])
raise e
