# expect: time
import itertools
for _ in itertools.product(range(1000), repeat=8):
    pass
