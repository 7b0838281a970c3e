# expect: time | memory
import itertools
print(*itertools.count())
