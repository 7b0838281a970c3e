# expect: time
import itertools
-1 in itertools.count()
