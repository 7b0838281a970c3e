# expect: ok: ok True
import sys, types, gc, io, re, array, collections, itertools, functools, operator, struct, weakref, contextvars, queue, random
things = [1, 1.5, 'a', b'a', bytearray(4), [], (), {}, set(), frozenset(), object(), type, int, range(3), slice(1), iter([]), io.BytesIO(), io.StringIO(), io.TextIOWrapper(io.BytesIO()), re.compile('a'), re.match('a', 'a'),
          array.array('i', [1]), collections.deque(), collections.OrderedDict(), itertools.count(), functools.partial(len), operator.itemgetter(1), struct.Struct('i'), weakref.ref(set()), contextvars.Context(), queue.SimpleQueue(),
          random.Random(), memoryview(b'a'), (i for i in ()), sys._getframe(), len, [].append, types.ModuleType('m'), types.SimpleNamespace(), property(), super(int, 1), ValueError(), lambda: 0, types.CellType(), t'']
types_ = list(dict.fromkeys(type(x) for x in things)) + [type(iter({}.items())), type(iter(set())), type(collections.deque().__iter__())]
n = 0
for t in types_:
    for name, d in list(vars(t).items()):
        if name in ('__subclasshook__', '__init_subclass__', 'get', 'put'): continue
        for x in things:
            try: v = type(d).__get__(d, x, type(x))
            except Exception: continue
            n += 1
            if name.startswith('__') and callable(v) and name not in ('__new__', '__call__', '__init__', '__class__', '__getattribute__', '__dir__', '__sizeof__', '__reduce__', '__reduce_ex__'):
                try: v(x)
                except BaseException as e:
                    if type(e).__name__ == 'InternalError': print(name, t, x)
print('ok', n > 1000)
