# expect: time | memory
import itertools, collections
collections.deque(itertools.accumulate(itertools.repeat(1)), 0)
