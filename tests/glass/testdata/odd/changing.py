# Calls methods of native objects with arguments that change the object while the native is at work: whatever Python code a
# native may run (__index__, __eq__, __hash__, __next__, a key, a callback) empties, grows, closes or replaces its object.
# sys.argv[1] is a seed: the same seed makes the same calls. Before each call its name goes to standard output.
import _csv
import array
import codecs
import collections
import functools
import heapq
import io
import itertools
import json
import operator
import queue
import random
import re
import struct
import sys
import types
import weakref

R = random.Random(int(sys.argv[1]))
calls = int(sys.argv[2])
OUT = sys.stdout

victim = None  # what the native works on
make = None  # makes another one like it
budget = 0  # of changes while one call lasts
depth = 0
kept = []  # views, iterators and results that outlive their call


class TooMany(Exception):
    pass


class List(list):
    pass


class Dict(dict):
    pass


def change():
    global budget, depth
    budget -= 1
    if budget < 0:
        raise TooMany
    if depth > 3:
        return
    depth += 1
    try:
        R.choice(CHANGES)(victim)
    except TooMany:
        raise
    except Exception:
        pass
    finally:
        depth -= 1


def call(name, *args):
    return lambda v: getattr(v, name)(*[a() if isinstance(a, types.FunctionType) else a for a in args])


def number():
    return R.choice([0, 1, 2, 3, -1, 7, 50])


def some():
    return R.choice([[], [1, 2, 3], list(range(100)), b"abc", (1, 2), "xy"])


def another(v):
    global victim
    victim = make()


CHANGES = [
    call("clear"), call("append", 1), call("extend", lambda: [1, 2, 3]), call("pop"), call("pop", 0), call("insert", 0, 5),
    call("remove", 1), call("__setitem__", slice(None), ()), call("__setitem__", slice(None), b""),
    call("__delitem__", slice(None)), call("__delitem__", 0), call("__iadd__", lambda: [1] * 50), call("__imul__", 3),
    call("__imul__", 0), call("update", lambda: {i: i for i in range(40)}), call("popitem"), call("add", 9),
    call("discard", 1), call("__init__"), call("__init__", some), call("__init__", 5), call("__init__", "i", lambda: [1, 2]),
    call("sort"), call("reverse"), call("rotate", 3), call("appendleft", 1), call("popleft"), call("release"),
    call("resize", 0), call("truncate", 0), call("seek", 0), call("write", b"x" * 50), call("write", "x" * 50),
    call("close"), call("read"), call("readline"), call("detach"), call("flush"), call("move_to_end", 1),
    call("__setstate__", lambda: (b"x", 0, None)), call("__setstate__", 0), call("__setstate__", lambda: (0,)),
    call("__setstate__", lambda: ([],)), call("__next__"), call("frombytes", b"12345678" * 4), call("byteswap"),
    call("fromlist", lambda: [1] * 30), call("__setitem__", 1, 2), call("__setitem__", 0, 1), call("send", None),
    call("throw", ValueError), call("cache_clear"), call("getbuffer"), another,
    lambda v: setattr(v, "__class__", R.choice([List, Dict, type(v)])), lambda v: v.__dict__.clear(),
    lambda v: kept.append(memoryview(v)), lambda v: kept.clear(), lambda v: kept.append(iter(v)),
    lambda v: [next(k) for k in kept if hasattr(k, "__next__")], lambda v: v.__init__(v), lambda v: v.update(v),
    lambda v: v.extend(v), lambda v: v.__setitem__(slice(None), v), lambda v: v.__init__(v, v),
]


def anything():
    return R.choice([
        lambda: 0, lambda: 1, lambda: 2, lambda: -1, lambda: 50, lambda: victim, lambda: Changer(), lambda: True,
        lambda: None, lambda: "a", lambda: b"a", lambda: (1, 2), lambda: NotImplemented, lambda: 10**20, lambda: 1.5,
        lambda: iter(victim), lambda: [Changer()], lambda: TheStr("abc"), lambda: TheInt(2),
    ])()


def following(self):
    self.n = getattr(self, "n", 0) + 1
    if self.n > R.randint(1, 6):
        raise StopIteration
    return anything()


def maybe(*a):
    return R.random() < 0.5


def any_number(*a):
    return number()


def anything_of(*a):
    return anything()


def always(x):
    return lambda *a: x


# What each special method answers after it has changed the victim.
ANSWERS = {
    "__index__": any_number, "__int__": any_number, "__float__": always(1.0), "__len__": lambda s: abs(number()),
    "__length_hint__": lambda s: abs(number()), "__hash__": lambda s: R.choice([1, 2, 3]), "__bool__": maybe,
    "__eq__": maybe, "__ne__": maybe, "__lt__": maybe, "__gt__": maybe, "__le__": maybe, "__ge__": maybe,
    "__str__": always("e"), "__repr__": always("E"), "__format__": always("f"), "__bytes__": always(b"by"),
    "__complex__": always(1j), "__getitem__": anything_of, "__contains__": maybe,
    "__iter__": lambda s: s if R.random() < 0.7 else iter(victim), "__next__": following, "__call__": anything_of,
    "keys": lambda s: [1, 2, "a", s], "__fspath__": always("/x"), "read": lambda s, *a: R.choice([b"a", "a", b"", ""]),
    "readline": lambda s, *a: R.choice([b"a\n", "", b""]), "write": any_number,
    "readinto": lambda s, b: R.choice([0, 1, len(b), len(b) + 5, -1, None]), "readable": always(True),
    "writable": always(True), "seekable": always(True), "seek": any_number, "tell": any_number, "flush": always(None),
    "decode": always("q"), "encode": always(b"q"), "reset": always(None), "getstate": always((b"", 0)),
    "setstate": always(None), "__add__": anything_of, "__radd__": anything_of, "__mul__": anything_of,
    "__rmul__": anything_of, "__sub__": anything_of, "__and__": anything_of, "__or__": anything_of, "__mod__": anything_of,
    "__setitem__": always(None), "__enter__": lambda s: s, "__exit__": always(True), "__get__": anything_of,
    "__set__": always(None), "__missing__": anything_of, "__round__": always(1), "__divmod__": always((1, 1)),
}


def changing(answer):
    def method(self, *args, **kwargs):
        change()
        return answer(self, *args)

    return method


METHODS = {name: changing(answer) for name, answer in ANSWERS.items()}


def subtype(base, names):
    return type("The" + base.__name__.title(), (base,), {n: METHODS[n] for n in names.split()})


Changer = type("Changer", (), dict(METHODS))
Buffer = type("Buffer", (), {**METHODS, "__buffer__": lambda s, f: (change(), memoryview(R.choice([victim, b"abcdefgh"])))[1]})
TheInt = subtype(int, "__index__ __eq__ __hash__ __lt__ __int__ __add__ __radd__ __bool__ __repr__")
TheStr = subtype(str, "__eq__ __hash__ __lt__ __len__ __iter__ __getitem__ __str__ __contains__ __format__ encode __mod__")
TheBytes = subtype(bytes, "__eq__ __hash__ __lt__ __len__ __iter__ __getitem__ __bytes__ __contains__ decode")
TheTuple = subtype(tuple, "__eq__ __hash__ __lt__ __len__ __iter__ __getitem__ __contains__")
TheList = subtype(list, "__eq__ __lt__ __len__ __iter__ __getitem__ __contains__")
TheDict = subtype(dict, "__eq__ __len__ __iter__ __getitem__ __contains__ keys __missing__")
TheFloat = subtype(float, "__eq__ __hash__ __lt__ __float__ __add__")


def changer():
    return R.choice([
        Changer, Changer, Changer, Buffer, lambda: TheInt(number()), lambda: TheStr("abc"), lambda: TheBytes(b"abc"),
        lambda: TheTuple((1, 2, 3)), lambda: TheList([1, 2, 3]), lambda: TheDict({1: 2, "a": 3}), lambda: TheFloat(1.0),
    ])()


def elements():
    return [R.choice([1, 2, "a", Changer(), TheInt(1), TheStr("b"), (1, 2), b"x", None]) for _ in range(R.randint(0, 12))]


def generator():
    try:
        while True:
            yield 1
            change()
    finally:
        change()


C = Changer
MAKERS = [
    elements, lambda: List(elements()), lambda: {k: C() for k in elements()}, lambda: Dict.fromkeys(elements()),
    lambda: set(elements()), lambda: frozenset(elements()), lambda: bytearray(R.randint(0, 40)),
    lambda: collections.deque(elements()), lambda: collections.deque(elements(), 5),
    lambda: collections.OrderedDict.fromkeys(elements()), lambda: collections.defaultdict(C(), {1: 1, "a": 2}),
    lambda: collections.Counter([1, 2, "a"]), lambda: array.array(R.choice("bBhHiIlLqQfd"), [1] * R.randint(0, 20)),
    lambda: io.BytesIO(b"abc\ndef" * 5), lambda: io.StringIO("abc\ndef" * 5), lambda: memoryview(bytearray(16)),
    lambda: memoryview(array.array("i", [1, 2, 3])), lambda: memoryview(bytearray(24)).cast("B", [2, 3, 4]),
    lambda: io.TextIOWrapper(io.BytesIO(b"abc\ndef" * 5)), lambda: io.BufferedReader(io.BytesIO(b"abc\ndef" * 5)),
    lambda: io.BufferedRandom(io.BytesIO(b"abc\ndef" * 5)), lambda: io.BufferedWriter(io.BytesIO()),
    lambda: io.TextIOWrapper(C()), lambda: io.BufferedReader(C()), lambda: io.BufferedRWPair(C(), C()),
    lambda: io.BufferedWriter(C()), lambda: iter(elements()), lambda: iter({1: 2, 3: 4}), lambda: iter({1, 2, 3}),
    lambda: reversed([1, 2, 3]), lambda: enumerate(C()), lambda: zip(C(), C()), lambda: map(C(), C()),
    lambda: filter(C(), C()), lambda: iter(C(), 1), lambda: reversed({1: 2, 3: 4}), lambda: itertools.tee(C())[0],
    lambda: itertools.chain(C(), C()), lambda: itertools.islice(C(), 5), lambda: itertools.groupby(C(), C()),
    lambda: itertools.accumulate(C(), C()), lambda: itertools.product(C(), repeat=2),
    lambda: itertools.permutations([1, 2, C()]), lambda: itertools.combinations([1, 2, 3], 2),
    lambda: itertools.cycle(C()), lambda: itertools.zip_longest(C(), C()), lambda: itertools.starmap(C(), C()),
    lambda: itertools.pairwise(C()), lambda: itertools.batched(C(), 2), lambda: itertools.takewhile(C(), C()),
    lambda: itertools.compress(C(), C()), generator, lambda: functools.lru_cache(3)(C()),
    lambda: functools.partial(C(), C(), k=C()), lambda: functools.cmp_to_key(C())(1), weakref.WeakSet,
    weakref.WeakValueDictionary, lambda: types.SimpleNamespace(a=C()), lambda: types.MappingProxyType({1: C()}),
    lambda: slice(C(), C(), C()), lambda: range(TheInt(3)), lambda: struct.Struct("ii"),
    lambda: struct.iter_unpack("i", bytearray(16)), lambda: re.compile("(a)|b"), lambda: re.compile("(a)|b").match("a"),
    lambda: json.JSONDecoder(object_hook=C(), parse_int=C()), lambda: json.JSONEncoder(default=C()),
    lambda: types.GenericAlias(list, (C(),)), lambda: property(C(), C()), lambda: classmethod(C()),
    lambda: BaseException(C()), lambda: ExceptionGroup("a", [ValueError(C())]), lambda: _csv.reader(C()),
    lambda: _csv.writer(C()), queue.SimpleQueue, lambda: "abc", lambda: b"abc", lambda: (1, C(), 3), lambda: 10**30,
    lambda: 1.5, lambda: type("X", (), {}), lambda: lambda: 1, codecs.getincrementaldecoder("utf-8"),
    lambda: types.MethodType(C(), C()), lambda: super(List, List()), lambda: operator.itemgetter(C()),
    lambda: operator.methodcaller("a", C()), lambda: heapq, lambda: operator, lambda: functools, lambda: struct,
]
SKIPPED = {"__init_subclass__", "acquire", "get", "open_code", "wait", "_acquire", "count", "repeat", "exit", "__del__"}


def argument():
    return R.choice([
        Changer, changer, changer, lambda: victim, number, some, lambda: slice(C(), C(), C()), lambda: iter(victim),
        lambda: "a", lambda: "i", lambda: b"a", lambda: slice(None), make, lambda: [C(), 1, "a"], lambda: None,
    ])()


def one(v, name):
    global victim, budget
    budget = 40
    args = [argument() for _ in range(R.randint(0, 3))]
    keywords = {R.choice(["key", "default", "maxlen", "start", "reverse", "sep", "errors"]): C()} if R.random() < 0.2 else {}
    result = getattr(v, name)(*args, **keywords)
    if R.random() < 0.3 and hasattr(result, "__next__"):
        for _ in zip(range(8), result):
            change()
    elif R.random() < 0.2 and result is not None:
        victim = result
    if R.random() < 0.2:
        kept.append(result)
        del kept[:-50]
    if R.random() < 0.3:
        repr(v)
    if R.random() < 0.2 and args:
        v == args[0]
    if R.random() < 0.2:
        list(v)


def run():
    global victim, make, budget
    done = 0
    while done < calls:
        make = R.choice(MAKERS)
        budget = 60
        try:
            victim = v = make()
        except Exception:
            continue
        names = sorted(set(dir(v)) - SKIPPED)
        for _ in range(min(12, len(names))):
            name = R.choice(names)
            OUT.write(f"{type(v).__name__}.{name}\n")
            done += 1
            try:
                one(v, name)
            except BaseException:
                pass


run()
