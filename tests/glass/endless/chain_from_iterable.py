# expect: time
import itertools
for _ in itertools.chain.from_iterable(itertools.repeat(())):
    pass
