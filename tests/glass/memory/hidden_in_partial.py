# expect: memory
import functools
f = len
while True:
    f = functools.partial(f, "x" * 10_000)
