# expect: time | memory
import itertools
b"".join(itertools.repeat(b"a"))
