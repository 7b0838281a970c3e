# expect: exit: 1 | memory | time
import contextlib
with contextlib.ExitStack() as s:
    for i in range(50_000): s.callback(lambda: 1/0)
