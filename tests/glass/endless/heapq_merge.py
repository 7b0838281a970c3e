# expect: time
import heapq, itertools
for _ in heapq.merge(itertools.count(), itertools.count()):
    pass
