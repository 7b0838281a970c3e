# expect: memory | time | error: ValueError | ok: small
import marshal
a = ()
for _ in range(60):
    a = (a, a)
print("small" if len(marshal.dumps(a)) < 10**6 else "large")
