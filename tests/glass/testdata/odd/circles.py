# Makes classes whose special methods are natives bound to the instance itself, so that a native calls itself through Python's
# protocols with no frame of Python in between, and uses them in every way. sys.argv[1] is a seed. Before each use what is
# tried goes to standard output.
import array
import bisect
import codecs
import collections
import contextvars
import copy
import functools
import heapq
import io
import itertools
import json
import math
import operator
import os
import random
import re
import struct
import sys
import types
import weakref

R = random.Random(int(sys.argv[1]))
calls = int(sys.argv[2])
OUT = sys.stdout
if R.random() < 0.5:
    sys.setrecursionlimit(10**6)

SKIPPED = {
    "input", "exit", "quit", "breakpoint", "open", "help", "print", "exec", "eval", "count", "repeat", "cycle", "factorial",
    "perm", "comb", "open_code",
}
NATIVES = [
    f
    for m in (sys.modules["builtins"], operator, math, itertools, functools, io, copy, json, re, struct, collections,
              heapq, bisect, weakref, types)
    for name, f in sorted(vars(m).items())
    if callable(f) and name not in SKIPPED
]
SPECIAL = """
index int float len length_hint hash bool eq lt str repr format bytes complex getitem contains iter next call fspath add
radd mul iadd getattr getattribute setattr delattr get set dir class reduce_ex copy deepcopy enter exit instancecheck
subclasscheck missing reversed round trunc floor ceil abs neg pow divmod await aiter anext buffer sizeof set_name
init_subclass class_getitem mro_entries prepare del init new subclasses or ror and setitem delitem dict name qualname
module doc isabstractmethod wrapped typing_subst parameters origin args bases signature code defaults self func
""".split()
PLAIN = "mro keys read write closed flush close readline encode decode".split()

USES = """
len(a) | hash(a) | bool(a) | a == a | a == 1 | a < a | str(a) | repr(a) | f"{a}" | bytes(a) | complex(a) | float(a) | int(a)
a[0] | 1 in a | a in a | list(zip(range(5), a)) | next(a) | a() | a(a) | a(1) | os.fspath(a) | a + a | 1 + a | a * 3 | a.x
setattr(a, "x", 1) | delattr(a, "x") | dir(a) | isinstance(a, a) | isinstance(1, type(a)) | issubclass(a, a) | copy.copy(a)
copy.deepcopy(a) | round(a) | math.floor(a) | divmod(a, a) | memoryview(a) | sys.getsizeof(a) | type("X", (a,), {})
type("X", (type(a),), {}) | [1, 2, 3][a] | "%s %r %d" % (a, a, a) | "{0[1]} {0.x}".format(a) | {a: 1}[a] | {**a}
print(a, file=a) | int.from_bytes(a) | sorted(a) | sorted([a, a, a]) | max(a, a) | sum(a) | reversed(a) | iter(a, 1)
"".join(a) | range(a) | slice(a, a).indices(10) | bytearray(a) | array.array("i", a) | collections.deque(a)
collections.OrderedDict(a) | list[a] | a | int | repr(list[a]) | property(a).__get__(1) | classmethod(a).__get__(1)
json.dumps(a) | io.TextIOWrapper(a).closed | io.BufferedReader(a) | functools.partial(a, a)(a) | re.sub("a", a, "aa")
json.dumps({"a": a}, default=a) | re.sub(a, a, a) | pow(a, a, a) | hasattr(a, "q") | vars(a) | abs(a) | -a | a.__class__
type(a)() | super(type(a), a).foo | types.MappingProxyType(a)[1] | next(itertools.chain(a, a)) | functools.reduce(a, [1, 2])
[*itertools.islice(itertools.chain.from_iterable(a), 5)] | eval("x", {}, a) | eval("x", {"__builtins__": a}) | codecs.encode(a)
struct.pack("i", a) | a @ a | weakref.proxy(a).x | contextvars.Context().run(a) | heapq.heapify([a, a, a]) | bisect.bisect([a, a], a)
""".replace("\n", " | ").split(" | ")
STATEMENTS = [
    "raise a from a", "for i in a: break", "with a: pass", "x, y = a", "a(*a, **a)", "del a[0]", "a[0] = a", "a += a",
    "try: 1/0\nexcept a: pass", "match a:\n case {'a': 1}: pass\n case [1, 2]: pass\n case a(): pass",
    "import y", "from a import *", "global a; a.b.c = a", "assert not a, a", "a: a = a",
]
USES = [compile(u, u, "exec") for u in [u for u in USES if u] + STATEMENTS]


def attribute(f, a):
    kind = R.randint(0, 8)
    if kind <= 3:
        return types.MethodType(f, a)
    if kind == 4:
        return functools.partial(f, a)
    if kind == 5:
        return staticmethod(f)
    if kind == 6:
        return property(types.MethodType(f, a))
    return a if kind == 7 else classmethod(f)


done = 0
while done < calls:
    Meta = type("Meta", (type,), {})
    A = Meta("A", (R.choice([object, object, object, dict, list, str, int]),), {})
    a = A()
    names = []
    for _ in range(R.randint(1, 4)):
        name = R.choice(PLAIN) if R.random() < 0.1 else f"__{R.choice(SPECIAL)}__"
        f = R.choice(NATIVES)
        names.append((name, getattr(f, "__name__", "")))
        try:
            setattr(R.choice([A, A, A, Meta]), name, attribute(f, a))
        except Exception:
            pass
    for use in R.sample(USES, 12):
        OUT.write(f"{names} {use.co_filename!r}\n")
        done += 1
        try:
            exec(use, {**globals(), "a": a})
        except BaseException:
            pass
