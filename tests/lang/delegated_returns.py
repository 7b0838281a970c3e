# What yield from gives when an iterator written in Python ends with a value, and close() of what cannot be asked for it.
import sys


class Ends:
    def __init__(self, value):
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(self.value)


def delegate(value):
    result = yield from Ends(value)
    print("result", result)
    yield "after"


print(list(delegate(42)), list(delegate((1, 2))), list(delegate(None)))


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        raise ZeroDivisionError(name)


def over(it):
    yield from it


sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value)
g = over(Broken())
next(g)
print(g.close())
for call in (lambda g: g.send(1), lambda g: g.throw(KeyError)):
    g = over(Broken())
    next(g)
    try:
        call(g)
    except ZeroDivisionError as e:
        print(type(e).__name__, e)


class WithInit(OSError):
    def __init__(self, message, extra):
        self.extra = extra
        super().__init__(message)


class WithNew(OSError):
    def __new__(cls, message, extra):
        self = super().__new__(cls, message)
        self.extra = extra
        return self


class NoArguments(OSError):
    def __init__(self, *args):
        pass


print(WithInit("m", "x").args, WithNew("m", "x").args, NoArguments(2, "two").args, NoArguments(2, "two").errno)
