# expect: memory | time
import itertools
a, b = itertools.tee("x" * 10_000 + str(i) for i in itertools.count())
for _ in a:
    pass
