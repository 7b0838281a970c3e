# expect: ok: 12
# Natives that name each other in a circle, with no frame of Python in it that would count.
import functools
import operator
import weakref

ended = 0


def circle(f):
    global ended
    try:
        f()
    except RecursionError:
        ended += 1


class A:
    x = property(operator.attrgetter("x"))


class D(dict):
    __missing__ = dict.__getitem__


class N:
    pass


N.__new__ = staticmethod(N)


class B(bytes):
    pass


b = B(b"x")
B.__release_buffer__ = lambda self, view: None


class M(type):
    __match_args__ = property(operator.attrgetter("__match_args__"))


class Matched(metaclass=M):
    pass


def match():
    match Matched():
        case Matched(1):
            pass


class P:
    pass


p = P()
P.__len__ = staticmethod(functools.partial(len, p))
P.__contains__ = staticmethod(functools.partial(operator.contains, p))
P.__setattr__ = staticmethod(functools.partial(setattr, p))
P.__hash__ = staticmethod(functools.partial(hash, p))
P.__float__ = staticmethod(functools.partial(float, p))
P.__call__ = staticmethod(functools.partial(operator.call, p))
circle(lambda: A().x)
a = A()
circle(lambda: weakref.proxy(a).x)
circle(lambda: D()[1])
circle(N)
if bytes(memoryview(b)) == b"x":
    ended += 1
circle(match)
circle(lambda: len(p))
circle(lambda: 1 in p)
circle(lambda: setattr(p, "x", 1))
circle(lambda: hash(p))
circle(lambda: float(p))
circle(p)
print(ended)
