# expect: time | memory | error: RecursionError
e = ValueError()
for i in range(40):
    g = ExceptionGroup("x", [e, e]); g.__cause__ = e; g.__context__ = e; e = g
raise e
