# expect: error: ValueError | error: RecursionError | ok: fine
import marshal
a = ()
for _ in range(100_000):
    a = (a,)
marshal.dumps(a)
print("fine")
