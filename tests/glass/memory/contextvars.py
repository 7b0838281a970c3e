# expect: memory | time
import contextvars
a = []
while True:
    v = contextvars.ContextVar("x" * 1000)
    v.set("y" * 10_000)
    a.append(v)
