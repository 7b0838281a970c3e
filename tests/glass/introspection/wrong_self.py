# expect: ok: True
import types, sys, io, re, array, collections, itertools, functools, weakref, contextvars, struct, threading, random, json, codecs
objs = [1, 'x', None, [], {}, object(), type, len, (i for i in ()), lambda: 1, io.BytesIO(), re.compile('x'), collections.deque(), 1.5, b'', sys, slice(1), ValueError(), weakref.ref(type('Z', (), {})), memoryview(b'a'), threading.Lock(), iter([]), property(), super(int, 5), type('Q', (), {})(), struct.Struct('i'), random.Random(), functools.partial(len)]
n = 0
for t in object.__subclasses__() + BaseException.__subclasses__() + Exception.__subclasses__():
    for k, d in list(t.__dict__.items()):
        for o in objs:
            try:
                g = getattr(d, '__get__', None)
                if g: g(o, type(o))
                if callable(d) and k not in ('sleep', 'acquire', 'wait', 'read', '__init_subclass__', 'get', 'acquire_lock'): d(o)
            except BaseException: n += 1
        try: type(d).__set__(d, objs[0], 1)
        except BaseException: n += 1
print(n > 1000)
