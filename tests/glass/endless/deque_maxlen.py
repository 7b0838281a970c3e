# expect: time
import collections, itertools
collections.deque(itertools.count(), maxlen=1)
