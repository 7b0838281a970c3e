# What has lost its last name is dead at once: references, callbacks, __del__. Collections for that have a budget: few are asked for here.
import weakref


class C:
    pass


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


def by_del():
    o = C()
    r = weakref.ref(o)
    print(r() is o)
    del o
    print(r())


def used_before():
    # Registers that held it are no roots.
    o = C()
    r = weakref.ref(o)
    for x in [o]:
        y = [x, r() is x, str(id(x)) + "!"]
    try:
        try:
            raise ValueError(o)
        except ValueError as e:
            print(len(e.args))
    finally:
        print("finally")
    z = {1: o, **{2: o}}
    del x, y, z, o
    print(r())


def callback():
    o = C()
    called = []
    r = weakref.ref(o, called.append)
    del o
    print(called == [r])


def finaliser():
    d = D(1)
    print("before")
    del d
    print("after")


def comprehension():
    import gc
    print([(gc.collect() >= 0, sorted(locals()))[1] for zz in [7]][0][-1])


for f in (by_del, used_before, callback, finaliser, comprehension):
    print(f.__name__)
    f()

o = C()
r = weakref.ref(o)
del o
print(r())
