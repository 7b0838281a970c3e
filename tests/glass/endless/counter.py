# expect: time
import collections, itertools
collections.Counter(i % 10 for i in itertools.count())
