# expect: error: RecursionError | memory | time
import operator
import sys
sys.setrecursionlimit(10**9)


class A:
    x = property(operator.attrgetter("x"))


class N:
    pass


N.__new__ = staticmethod(N)
try:
    A().x
except RecursionError:
    N()
