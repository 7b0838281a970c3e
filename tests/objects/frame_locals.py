# f_locals of functions: names by what equals them, keys that are no variables, and frames that were cleared.
import sys


class Text(str):
    pass


class Like:
    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        return other == "x"


class NoHash(str):
    __hash__ = None


def write(key):
    proxy = sys._getframe().f_locals
    proxy[key] = 2
    print(x, list(proxy), proxy[key], key in proxy, proxy.get(key))
    x = 1
    print(proxy[key], proxy["x"], len(proxy))


for key in "x", Text("x"), Like():
    write(key)


def keys():
    x, y = 1, 2
    proxy = sys._getframe().f_locals
    proxy["extra"] = 3
    proxy[5] = 4
    print(list(reversed(proxy)), reversed(proxy) == list(reversed(list(proxy))))
    print(locals()["extra"], locals()[5], "extra" in locals())
    for key in NoHash("x"), []:
        for f in (lambda: proxy[key], lambda: proxy.__setitem__(key, 1), lambda: key in proxy, lambda: proxy.get(key)):
            try:
                f()
            except TypeError as e:
                print(type(e).__name__)
    for key in "extra", 5, "missing":
        try:
            print(proxy.setdefault(key, 0))
        except KeyError as e:
            print("KeyError", e)


keys()


def outer():
    x = 5

    def inner():
        y = x
        1 / 0

    inner()


def frames():
    try:
        outer()
    except ZeroDivisionError as e:
        tb = e.__traceback__
        while tb.tb_next:
            tb = tb.tb_next
        return tb.tb_frame.f_back, tb.tb_frame


caller, called = frames()
print(sorted(called.f_locals), dict(called.f_locals)["x"])
for f in (caller, called):
    if f is not None:
        f.clear()
print(called.f_locals == {}, list(called.f_locals))
