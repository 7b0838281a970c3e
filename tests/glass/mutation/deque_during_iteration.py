# expect: error: RuntimeError: deque mutated during iteration
import collections
d = collections.deque([1, 2])
for x in d:
    d.append(x)
