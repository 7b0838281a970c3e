# What may cross between interpreters, row by row, and what may not, with the way to it.
import array
import collections
import dataclasses
import enum
import gc
import io
import threading
import interpreters


class Colour(enum.Enum):
    RED = 1


@dataclasses.dataclass
class Point:
    x: int
    y: object = None


class Slotted:
    __slots__ = "a", "b"


class Reduced:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Reduced, (self.n + 1,)


class Stateful:
    def __getstate__(self):
        return {"kept": 1}

    def __setstate__(self, state):
        self.got = state


class Wrong(Exception):
    def __init__(self, a, *, b):
        super().__init__(a)
        self.b = b


class Holder:
    pass


def same(x):
    return x


def there(x):
    # Runs in the other interpreter.
    return type(x).__name__, repr(x)


def raises(exc, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except exc as e:
        return str(e)
    raise AssertionError(f"{f} did not raise {exc}")


if __name__ == "__main__":
    i = interpreters.create()
    q = interpreters.create_queue()

    def over(x):
        q.put(x)
        return q.get()

    # Shared: immutable, the same everywhere, whatever the size.
    code = compile("1 + 1", "<x>", "eval")
    big = b"x" * (1 << 20)
    for x in (None, True, 5, 2**100, 1.5, 2j, "é" * 50, big, (1, ("a", b"b")), frozenset({1, (2,)}), range(1, 9, 2),
              slice(1, None, 2), ..., code):
        got = over(x)
        assert got == x and type(got) is type(x), x
        assert i.call(same, x) == x, x
    # Handles.
    send, recv = interpreters.create_channel()
    buf = interpreters.SharedBuffer(4)
    assert over(q) is q and over(send) == send and over(recv) == recv and over(i) is i
    over(buf)[0] = 7
    assert buf[0] == 7
    # memoryview: the same memory.
    store = bytearray(b"abc")
    view = over(memoryview(store))
    view[0] = 120
    assert store == b"xbc" and bytes(view) == b"xbc"
    # Copies, with cycles and what is referred to twice.
    shared = [1]
    tree = {"a": shared, "b": shared, "s": {1, 2}, "t": (shared,), 3: bytearray(b"z")}
    tree["self"] = tree
    got = over(tree)
    assert got is not tree and got["self"] is got and got["a"] is got["b"] is got["t"][0] and got["a"] is not shared
    assert got["s"] == {1, 2} and got[3] == bytearray(b"z")
    p = over(Point(1, [Point(2)]))
    assert p == Point(1, [Point(2)]) and p is not None and type(p) is Point
    assert over(Colour.RED) is Colour.RED and over([Colour.RED])[0] is Colour.RED
    s = Slotted()
    s.a = [1]
    got = over(s)
    assert got.a == [1] and not hasattr(got, "b")
    assert over(Reduced(1)).n == 2
    assert over(Stateful()).got == {"kept": 1}
    e = over(ValueError("x", [1]))
    assert type(e) is ValueError and e.args == ("x", [1])
    for x in (collections.OrderedDict(a=1), collections.deque([1], 3), collections.Counter("aab"),
              collections.defaultdict(list, {1: [2]}), array.array("i", [1, 2])):
        got = over(x)
        assert got == x and type(got) is type(x), x
    assert i.call(there, Point(3)) == ("Point", "Point(x=3, y=None)")
    assert over(len) is len and over(Point) is Point and over(there)(1) == ("int", "1")
    # Not: with the way to what is in the way.
    lock, file = threading.Lock(), io.FileIO(0, closefd=False)
    holder = Holder()
    holder.inner = {"k": [0, (lock,)]}
    cannot = interpreters.NotShareableError
    assert issubclass(cannot, TypeError)
    for x, way in ((lock, "cannot share _thread.lock object"),
                   ([lock], "[0]: cannot share _thread.lock object"),
                   ({"a": (1, file)}, "['a'][1]: cannot share _io.FileIO object"),
                   ({1: {file}}, "cannot share "),
                   (holder, ".inner['k'][1][0]: cannot share _thread.lock object"),
                   (Point(1, lock), ".y: cannot share _thread.lock object"),
                   ((x for x in ()), "cannot share generator object"),
                   (threading.local(), "cannot share _thread._local object"),
                   (lambda: lock, "cannot share __main__.<lambda>")):
        msg = raises(cannot, q.put, x)
        assert way in msg, msg
        assert way in raises(cannot, send.send, x)
        assert way in raises(cannot, i.prepare_main, name=x)
        assert q.empty() and recv.recv_nowait(None) is None
    assert raises(cannot, i.prepare_main, name=[lock]).startswith("name[0]: ")
    # An exception that needs more than its args does not cross, and says so.
    raises(Exception, over, Wrong(1, b=2))
    # Deep, and wide.
    deep = []
    for _ in range(50_000):
        deep = [deep]
    got, n = over(deep), 0
    while got:
        got, n = got[0], n + 1
    assert n == 50_000
    assert len(over([[k] for k in range(10_000)])) == 10_000
    # Builtins that look at their caller have no caller there: they see __main__, as in Python 3.14.
    i.exec("z = 5")
    assert i.call(eval, "z + 1") == 6 and i.call(exec, "z = 7") is None and i.call(eval, "z") == 7
    assert "z" in i.call(dir) and i.call(globals)["z"] == i.call(locals)["z"] == i.call(vars)["z"] == 7
    # is_shareable() answers as CPython does.
    yes = (None, True, 1, 1.5, "a", b"b", (1, "a"), q, memoryview(b"a"))
    assert all(map(interpreters.is_shareable, yes))
    assert not any(map(interpreters.is_shareable, ([], {}, Point(1), lock, len)))
    i.close()
    del deep
    gc.collect()
    print("ok")
