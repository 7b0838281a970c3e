# What pickles look like in every protocol, what damaged ones say, and what subclasses change.
import copyreg
import io
import pickle


def attempt(f, *args, **kw):
    try:
        print("   ", f(*args, **kw))
    except Exception as e:
        print("   ", type(e).__name__, e)


class Point:
    class Inner:
        pass

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return vars(self) == vars(other)


class Slotted:
    __slots__ = ("a", "b")


class Items(list):
    pass


class Table(dict):
    pass


class State:
    def __getstate__(self):
        return 7

    def __setstate__(self, state):
        self.got = state


class Args(tuple):
    def __new__(cls, *a, k=None):
        return tuple.__new__(cls, a)

    def __getnewargs_ex__(self):
        return tuple(self), {"k": 5}


Point.__module__ = Slotted.__module__ = Items.__module__ = Table.__module__ = State.__module__ = Args.__module__ = "__main__"
point = Point(1, "one")
slotted = Slotted()
slotted.a = 1
loop = []
loop.append(loop)
inner = []
pair = (inner,)
inner.append(pair)
four = (inner, 1, 2, 3)
inner.append(four)
samples = [
    0, 255, 256, 65535, 65536, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**63, -128 * 256**7, 2**2100, None, True, False,
    1.5, float("inf"), -0.0, "", "text", "a\n\\\r\x00\x1aé€\U0001f600", "\udc80", b"", b"bytes\xff", bytearray(b"xy"), bytearray(),
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {1: 2}, {1: 2, 3: 4}, set(), {1}, frozenset(), frozenset([1]),
    ["same", "same"], len, Point, Point.Inner, type(None), type(...), ..., NotImplemented, range(3), slice(1, 2), 1j, ValueError("x"),
    point, [point, point], slotted, Items([1, 2]), Items([1]), Table({1: 2}), State(), Args((1, 2)), loop, pair, four, "x".join, str.join,
]
for v in samples:
    print(type(v).__name__)
    for protocol in range(6):
        try:
            data = pickle.dumps(v, protocol)
        except Exception as e:
            print("   ", protocol, type(e).__name__, str(e).partition(":")[0])
            continue
        print("   ", protocol, data if len(data) < 300 else hash(data) and len(data))
        back = pickle.loads(data)
        assert type(back) is type(v)
        if v is loop:
            assert back[0] is back
        elif isinstance(v, (int, float, str, bytes, list, dict, set, frozenset, bytearray)) or v is point:
            assert back == v, (back, v)

for n in (1, 2, 1000, 1001, 2000, 2001):
    print(n, [[len(pickle.dumps(f(range(n)), p)) for p in range(5)] for f in (list, Items, dict.fromkeys, lambda r: Table.fromkeys(r), set)])


class Chunks:
    def __init__(self):
        self.lengths = []

    def write(self, b):
        self.lengths.append(len(b))


for protocol in (2, 4):
    f = Chunks()
    pickle.Pickler(f, protocol).dump(["x" * 70000, b"y" * 70000, 1, 2] + [str(i) * 50 for i in range(1000)])
    print(f.lengths)

for bad in (b"", b".", b"N", b"\x80\x09.", b"\x80", b"q", b"Nq", b"N(q\x00.", b"t.", b"(N0.", b"0.", b"e.", b"](e.", b"h\x05.", b"g5\n.",
            b"gx\n.", b"I\n.", b"Ix\n.", b"L5L\n.", b"Lx\n.", b"F1.5\n.", b"S'a\\x41'\n.", b"Sa\n.", b"S'\n.", b"B\x05\0\0\0abc", b"\x95\x03" + b"\0" * 7 + b"N.", b"\x8b\xff\xff\xff\xff.", b"cnomod\nx\n.", b"NN\x93.",
            b"NNR.", b"N)R.", b"N)\x81.", b"cbuiltins\nint\nN\x81.", b"Nb.", b"NNb.", b"NNs.", b"}(Nu.", b"(Nu.", b"](Na.", b"NNa.", b"N(N\x90.",
            b"\x82\x00.", b"\x82\x01.", b"P1\n.", b"NQ.", b"p1\n.", b"Np-1\n.", b"\x94.", b"\x97.", b"J\x01", b"(isys\nnone", b"(o.", b"(No.",
            b"\x01", b"2.", b"(2.", b"1.", b"(d.", b"(Nd.", b"\x85.", b"N\x86.", b"(N\x86.", b"\x91.", b"U\x05abc", b"\x8c\x02\xff\xff.", b"((."):
    print(bad)
    attempt(pickle.loads, bad)


class Naming(pickle.Pickler):
    def persistent_id(self, obj):
        return "the point" if obj is point else None


class Finding(pickle.Unpickler):
    def persistent_load(self, pid):
        return pid.upper()

    def find_class(self, module, name):
        print("    find", module, name)
        return super().find_class(module, name)


for protocol in range(6):
    out = io.BytesIO()
    Naming(out, protocol).dump([point, Slotted])
    out.seek(0)
    print(out.getvalue(), Finding(out).load())
    out.seek(0)
    attempt(pickle.Unpickler(out).load)


class Overriding(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Point] = lambda p: (Point, (p.x, "dispatched"))

    def reducer_override(self, obj):
        if obj is slotted:
            return str, ("slotted",)
        return NotImplemented


out = io.BytesIO()
p = Overriding(out, 4)
p.dump([point, slotted, State()])
print(out.getvalue())
print(vars(pickle.loads(out.getvalue())[0]), len(p.memo.copy()))
p.clear_memo()
print(p.memo.copy())

copyreg.add_extension("__main__", "Point", 300)
for protocol in range(5):
    data = pickle.dumps(Point, protocol)
    print(data, pickle.loads(data) is Point)
copyreg.remove_extension("__main__", "Point", 300)

buffers = []
data = pickle.dumps([pickle.PickleBuffer(b"const"), pickle.PickleBuffer(bytearray(b"var"))], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers], pickle.loads(data, buffers=[b"1", bytearray(b"2")]))
attempt(pickle.loads, data, buffers=[b"1"])
print(pickle.dumps([pickle.PickleBuffer(b"const"), pickle.PickleBuffer(bytearray(b"var"))], 5))

attempt(pickle.loads, b"U\x04caf\xe9.", encoding="latin-1")
attempt(pickle.loads, b"U\x04caf\xe9.", encoding="bytes")
attempt(pickle.loads, b"U\x04caf\xe9.")
attempt(pickle.loads, b"c__builtin__\nxrange\nK\x03\x85R.")
attempt(pickle.loads, b"c__builtin__\nxrange\nK\x03\x85R.", fix_imports=False)
several = io.BytesIO(b"".join(pickle.dumps(i, i % 6) for i in range(12)))
u = pickle.Unpickler(several)
print([u.load() for _ in range(12)])
attempt(u.load)
