# expect: error: RecursionError | ok: fine | memory
e = ValueError()
for _ in range(50_000):
    e = ExceptionGroup("x", [e])
e.split(TypeError)
repr(e)
print("fine")
