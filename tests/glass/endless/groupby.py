# expect: time
import itertools
for k, g in itertools.groupby(itertools.repeat(1)):
    for _ in g:
        pass
