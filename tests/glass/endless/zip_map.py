# expect: time
import itertools
for _ in zip(map(abs, itertools.count()), itertools.cycle([1])):
    pass
