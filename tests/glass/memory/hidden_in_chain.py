# expect: memory | time
import itertools
a = itertools.chain()
while True:
    a = itertools.chain(a, ["x" * 10_000])
