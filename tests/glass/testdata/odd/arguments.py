# Calls whatever native types and functions have with arguments that nobody would give them. sys.argv[1] is a seed: the same
# seed makes the same calls. Before each call its name goes to standard output, so that the last line names a crash.
import sys
import types

state = int(sys.argv[1]) * 2654435761 + 12345
calls = int(sys.argv[2])
only = sys.argv[3:]
OUT = sys.stdout


def below(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (state >> 33) % n


def pick(seq):
    return seq[below(len(seq))]


# Calls of these end the program or wait for nothing.
SKIPPED = {
    "sleep", "_exit", "exit", "quit", "input", "breakpoint", "abort", "pause", "raise_signal", "_shutdown", "interact",
    "settrace", "setprofile", "_settraceallthreads", "_setprofileallthreads", "setswitchinterval", "join", "_kill",
    "setrecursionlimit", "start_new_thread", "start_joinable_thread", "start_new", "addaudithook", "help", "license", "credits", "copyright",
    "set_lazy_imports", "sigwait", "select", "run_forever",
}

depth = 0


def action():
    """Something that a callback may do to what is at work."""
    global depth
    if depth > 3:
        return
    depth += 1
    try:
        x = pick(POOL)
        k = below(12)
        if k == 0:
            x.clear()
        elif k == 1:
            x.append(pick(POOL))
        elif k == 2:
            x.pop()
        elif k == 3:
            x.close()
        elif k == 4:
            x.release()
        elif k == 5:
            x.__init__(*some())
        elif k == 6:
            x[:] = some()
        elif k == 7:
            x.extend(some())
        elif k == 8:
            next(x)
        elif k == 9:
            x.__class__ = pick(TYPES)
        elif k == 10:
            del x[pick(ODD)]
        else:
            one(False)
    except BaseException:
        pass
    finally:
        depth -= 1


def hostile(result):
    def f(self, *args, **kw):
        global fuse
        fuse -= 1
        if fuse < 0:
            raise RuntimeError("enough")
        k = below(8)
        if k < 3:
            action()
        if k == 3:
            raise pick((ValueError, TypeError, KeyError, StopIteration, IndexError, AttributeError, GeneratorExit, OSError))
        if k == 4:
            return pick(ODD)
        if k == 5:
            return pick(POOL)
        return result() if callable(result) else result
    return f


fuse = 50
DUNDERS = {
    "__index__": lambda: pick((0, 1, -1, 2, 2**63, 5)), "__int__": 3, "__float__": 1.5, "__complex__": 1j, "__bool__": True,
    "__len__": lambda: pick((0, 1, 3, 2**40)), "__length_hint__": lambda: pick((0, 1, 2**40, -1, 7)), "__hash__": lambda: pick((0, 1, -2)),
    "__eq__": lambda: pick((True, False)), "__lt__": lambda: pick((True, False)), "__le__": True, "__gt__": False, "__ge__": True, "__ne__": True,
    "__iter__": lambda: iter(some()), "__next__": lambda: pick(ODD), "__reversed__": lambda: iter(()), "__contains__": True,
    "__getitem__": lambda: pick(ODD), "__setitem__": None, "__delitem__": None, "__call__": lambda: pick(ODD),
    "__repr__": "odd", "__str__": "odd", "__format__": "odd", "__bytes__": b"odd", "__fspath__": lambda: pick(("odd", b"odd")),
    "__enter__": None, "__exit__": lambda: pick((None, True)), "__add__": 1, "__radd__": 1, "__mul__": 1, "__rmul__": 1, "__sub__": 1, "__rsub__": 1,
    "__or__": 1, "__ror__": 1, "__and__": 1, "__mod__": 1, "__rmod__": 1, "__iadd__": 1, "__pow__": 1, "__divmod__": (1, 1), "__round__": 1,
    "__trunc__": 1, "__floor__": 1, "__abs__": 1, "__neg__": 1, "__invert__": 1, "__lshift__": 1, "__matmul__": 1,
    "keys": lambda: some(), "read": lambda: pick(("x", b"x", "", b"", 5)), "write": lambda: pick((0, 1, -1, None, 99)),
    "readinto": lambda: pick((0, 1, -1, None, 99)), "readline": lambda: pick(("x", b"x\n", "", b"")), "readable": True, "writable": True,
    "seekable": True, "closed": False, "flush": None, "close": None, "decode": lambda: pick((("x", 1), "x", 5)), "encode": lambda: pick((b"x", (b"x", 1))),
    "send": lambda: pick(ODD), "throw": None, "__await__": lambda: iter(some()), "__aiter__": lambda: pick(POOL), "__anext__": lambda: pick(POOL),
    "__get__": lambda: pick(ODD), "__set__": None, "__delete__": None, "__set_name__": None, "__missing__": 1, "__reduce_ex__": lambda: pick((some(), "x", (int, ()))),
    "__instancecheck__": True, "__subclasscheck__": True, "__mro_entries__": lambda: some(), "__buffer__": lambda: memoryview(b"xyz"),
    "__release_buffer__": None, "__prepare__": lambda: {}, "__class_getitem__": 1, "__copy__": None, "__dir__": lambda: ["a"], "utcoffset": lambda: pick(ODD),
}
STRUCTURAL = ("__get__", "__set__", "__delete__", "__hash__", "__eq__")


def make_class(base, name):
    ns = {}
    for k, v in DUNDERS.items():
        if k in STRUCTURAL and below(2):
            continue
        if below(3):
            ns[k] = hostile(v)
    try:
        return type(base)(name, (base,), ns) if isinstance(base, type) else None
    except BaseException:
        return None


rec_list = []
rec_list.append(rec_list)
rec_dict = {}
rec_dict["x"] = rec_dict
rec_tuple = ([],)
rec_tuple[0].append(rec_tuple)


def gen():
    x = yield 1
    for i in range(4):
        x = yield x


async def coro():
    return 1


async def agen():
    yield 1


def closed_over():
    return lambda: below


ODD = [
    None, 0, 1, -1, 2, 3, 255, 256, 2**31, -2**31, 2**32, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64, 2**64 - 1, -2**64, 2**200, True, False,
    0.0, -0.0, 1.5, 1e308, -1e308, float("inf"), float("-inf"), float("nan"), 1j, complex("nan"),
    "", "a", "abc", "\x00", "\ud800", "\U0001F600" * 3, "a" * 1000, "%s", "%(a)d", "{}", "{0.a[b]}", "__class__", "__dict__", "utf-8", "strict", "rb", "w",
    "ascii", "surrogateescape", ".", "x.y", "0", "-1", "<B", "i", "P", "big", "\n", "(?P<a>b)*",
    b"", b"a", b"\x00\xff", b"a" * 1000, bytearray(), bytearray(b"abc"), memoryview(b"abcdef"), memoryview(bytearray(16)).cast("i"), memoryview(bytearray(8))[::-2],
    (), (1,), (1, 2), (1, 2, 3), ("a", "b"), (None,) * 4, [], [1], [3, 1, 2], ["a", 1, None], [(1, 2), (3, 4)], rec_list, rec_dict, rec_tuple,
    {}, {1: 2}, {"a": 1}, {"__name__": 5}, set(), {1, 2}, frozenset(), frozenset({"a"}), range(0), range(5), range(2**70), slice(None), slice(1, 2**70, -1), slice("a"),
    object(), object, type, int, str, list, dict, tuple, BaseException, ValueError, KeyError("a"), BaseExceptionGroup("a", [ValueError(1)]), StopIteration(5),
    SyntaxError("a", ("f", 1, 2, "text", 3, 4)), UnicodeDecodeError("utf-8", b"abc", 1, 2, "r"), OSError(2, "x", "y"), Ellipsis, NotImplemented,
    len, print, int.__add__, list.append, [].append, "".join, dict.fromkeys, str.maketrans, type.__dict__["__mro__"], int.__dict__["real"], property(), classmethod(len), staticmethod(len),
    super, sys, types, compile("x = 1", "f", "exec"), closed_over, closed_over(), closed_over.__code__, types.CellType(), types.CellType(5), closed_over().__closure__,
    sys._getframe(), types.SimpleNamespace(a=1), types.MappingProxyType({}), types.MethodType(len, []), types.GenericAlias(list, int), int | str,
    iter([1, 2]), iter({}), iter({1: 2}.items()), iter(set()), iter("abc"), iter(b"abc"), iter(range(3)), reversed([1]), zip([1], [2]), map(len, [""]), filter(None, [1]), enumerate([1]),
    iter(int, 1), gen(), gen, coro, agen(), agen,
    lambda *a, **k: pick(ODD),
]
POOL = list(ODD)
TYPES = []
FUNCS = []


def some(most=3):
    return tuple(arg() for _ in range(below(most + 1)))


def arg():
    k = below(10)
    if k < 5:
        return pick(ODD)
    if k < 8:
        return pick(POOL)
    if k < 9 and HOSTILE:
        return pick(HOSTILE)
    return pick((pick(ODD), [pick(ODD), pick(ODD)], (pick(POOL), pick(ODD)), {pick(KEYS): pick(POOL)}))


KEYS = ("a", 1, None, "key", "x")
KWARGS = ("key", "default", "a", "b", "x", "n", "maxlen", "encoding", "errors", "reverse", "start", "stop", "step", "initial", "strict", "sep", "end", "file", "mode", "buffering", "fill", "iterable",
          "object", "name", "doc", "globals", "locals", "closure", "timeout", "blocking", "flags", "base", "ndigits", "func", "value", "format", "shape", "obj", "typ", "size", "co_consts", "co_names", "co_varnames")


def keep(x):
    if x is None or type(x) in (int, float, str, bool, bytes):
        return
    if len(POOL) < 600:
        POOL.append(x)
    else:
        POOL[len(ODD) + below(600 - len(ODD))] = x


def call(name, f, args, kw):
    print(name, [type(a).__name__ for a in args], list(kw), file=OUT)
    try:
        keep(f(*args, **kw))
    except BaseException as e:
        if below(20) == 0:
            keep(e)
        e.__traceback__ = e.__context__ = None


def kwargs():
    return {pick(KWARGS): arg() for _ in range(1 + below(2))} if below(6) == 0 else {}


def one(log=True):
    """One call of something."""
    k = below(10)
    if k < 2 and FUNCS:
        n, f = pick(FUNCS)
        call(n, f, some(4), kwargs())
    elif k < 4:
        t = pick(TYPES)
        n = t.__module__ + "." + t.__qualname__ if isinstance(t.__module__, str) else "?"
        if below(3) == 0:
            call(n + ".__new__", t.__new__, (t,) + some(1), {})
        else:
            call(n, t, some(4), kwargs())
    elif k < 7:
        x = pick(POOL)
        t = type(x)
        attrs = dir(t)
        a = pick(attrs)
        if a in SKIPPED:
            return
        n = t.__name__ + "." + a
        print(n, file=OUT)
        try:
            f = getattr(x, a)
        except BaseException:
            return
        if callable(f):
            call(n + "()", f, some(3), kwargs())
        else:
            keep(f)
    elif k < 8:
        # a descriptor with another self
        t = pick(TYPES)
        d = vars(t)
        if not d:
            return
        a = pick(list(d))
        if a in SKIPPED:
            return
        f = d[a]
        n = "wrong self " + t.__name__ + "." + str(a)
        if callable(f):
            call(n, f, (pick(POOL),) + some(3), {})
        elif hasattr(type(f), "__get__"):
            call(n, type(f).__get__, (f, pick(POOL), pick((None, t))), {})
            if hasattr(type(f), "__set__"):
                call(n, type(f).__set__, (f, pick(POOL), arg()), {})
    elif k < 9:
        # an attribute set
        x = pick(POOL)
        if x is sys or x is types or isinstance(x, type) and x in (H0, H1):
            return
        a = pick(dir(type(x)))
        v = arg()
        print("set", type(x).__name__, a, type(v).__name__, file=OUT)
        try:
            if below(5):
                setattr(x, a, v)
            else:
                delattr(x, a)
        except BaseException:
            pass
    else:
        x, y, z = pick(POOL), arg(), arg()
        n = below(len(OPERATIONS))
        call("operation %d" % n, OPERATIONS[n], (x, y, z), {})


def unpack(x, y, z):
    a, *b = x
    return b


def loop(x, y, z):
    for i, v in enumerate(x):
        if i > 20:
            break
    return v


def match(x, y, z):
    match x:
        case [a, *b]:
            return b
        case {"a": a, **b}:
            return b
        case object(real=a):
            return a


def with_(x, y, z):
    with x as v:
        return v


def except_(x, y, z):
    try:
        raise x
    except y as e:
        return e


def except_star(x, y, z):
    try:
        raise x
    except* y as e:
        keep(e)


def deleting(x, y, z):
    del x[y]


def storing(x, y, z):
    x[y] = z


def slicing(x, y, z):
    x[y:z] = x


def iadd(x, y, z):
    x += y
    return x


OPERATIONS = [
    lambda x, y, z: x + y, lambda x, y, z: x - y, lambda x, y, z: x * 2, lambda x, y, z: x / y, lambda x, y, z: x // y, lambda x, y, z: x % y, lambda x, y, z: x | y,
    lambda x, y, z: x & y, lambda x, y, z: x ^ y, lambda x, y, z: x == y, lambda x, y, z: x < y, lambda x, y, z: x[y], lambda x, y, z: x[y:z], lambda x, y, z: y in x,
    lambda x, y, z: f"{x!r:{y}}", lambda x, y, z: [*x, *y], lambda x, y, z: {**x, **y}, lambda x, y, z: x(*y), lambda x, y, z: x(**y), lambda x, y, z: -x, lambda x, y, z: ~x,
    lambda x, y, z: str(x), lambda x, y, z: repr(x), lambda x, y, z: hash(x), lambda x, y, z: "%s" % x, lambda x, y, z: x % (y, z), lambda x, y, z: {x: y, z: x},
    lambda x, y, z: sorted(x, key=y), lambda x, y, z: eval(x, {}, y), lambda x, y, z: exec(x, y, z), lambda x, y, z: type("C", (x,), y), lambda x, y, z: isinstance(x, y),
    unpack, loop, match, with_, except_, except_star, deleting, storing, slicing, iadd, lambda x, y, z: iter(x), lambda x, y, z: reversed(x), lambda x, y, z: memoryview(x),
    lambda x, y, z: bytes(x), lambda x, y, z: bytearray(x), lambda x, y, z: list(x), lambda x, y, z: dict(x), lambda x, y, z: set(x), lambda x, y, z: tuple(x),
    lambda x, y, z: x.__reduce_ex__(4), lambda x, y, z: x.__setstate__(y), lambda x, y, z: x.__sizeof__(), lambda x, y, z: format(x, y),
    lambda x, y, z: compile(x, y, z), lambda x, y, z: x.replace(co_consts=y, co_names=z), lambda x, y, z: x.replace(co_varnames=y, co_freevars=z), lambda x, y, z: x.with_traceback(y),
    lambda x, y, z: types.FunctionType(x, y, closure=z), lambda x, y, z: types.FunctionType(x, {})(y, z), lambda x, y, z: [i for i in x if i != y],
]


def gather():
    seen = set()

    def add(t):
        if id(t) in seen or not isinstance(t, type):
            return
        seen.add(id(t))
        TYPES.append(t)

    for n in only or sys.builtin_module_names:
        if n in ("__main__",):
            continue
        try:
            m = __import__(n)
            m = sys.modules[n]
        except BaseException:
            continue
        for a in dir(m):
            try:
                x = getattr(m, a)
            except BaseException:
                continue
            if isinstance(x, type):
                add(x)
            elif callable(x) and a not in SKIPPED:
                FUNCS.append((n + "." + a, x))
    if not only:
        for x in ODD:
            add(type(x))
        todo = [object]
        while todo:
            t = todo.pop()
            try:
                subs = type.__subclasses__(t)
            except BaseException:
                continue
            for s in subs:
                if id(s) not in seen:
                    add(s)
                    todo.append(s)


HOSTILE = []
gather()
if not TYPES:
    TYPES.append(object)
H0 = make_class(object, "H0")
H1 = make_class(object, "H1")
for b in (object, object, object, int, str, list, dict, tuple, set, bytes, bytearray, float, Exception, *[pick(TYPES) for _ in range(6)]):
    c = make_class(b, "H" + str(len(HOSTILE)))
    for a in ((), (5,), ("a",), ([1, 2],)):
        try:
            x = c(*a)
        except BaseException:
            continue
        HOSTILE.append(x)
        POOL.append(x)
        TYPES.append(c)
        break
if not only:
    FUNCS += [("builtins." + n, getattr(__builtins__, n)) for n in dir(__builtins__) if n not in SKIPPED and callable(getattr(__builtins__, n))]
saved = dict(sys.__dict__)
for i in range(calls):
    fuse = 50
    try:
        one()
    except BaseException:
        pass
    if i % 16 == 0:
        sys.__dict__.update(saved)
