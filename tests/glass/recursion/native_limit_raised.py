# expect: error: RecursionError | memory | time
import sys
sys.setrecursionlimit(10**9)
class C:
    def __repr__(self):
        return repr(self)
repr(C())
