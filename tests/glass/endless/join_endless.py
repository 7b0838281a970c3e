# expect: time | memory
import itertools
"".join(itertools.repeat("a"))
