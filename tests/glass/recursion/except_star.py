# expect: error: RecursionError | memory | time
e = ValueError()
for _ in range(50_000): e = ExceptionGroup("x", [e])
try: raise e
except* ValueError: print("ok")
