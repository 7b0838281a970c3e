# expect: ok: ok
for name in ('', 'a\0b', '\ud800', 'x' * 10**6, 5, None, b'x', type('S', (str,), {})('q')):
    for bases in ((), (object,), (int, str), (5,), (bool,), (type(None),), (type(lambda: 1),), (type,), (type, int), (BaseException, dict), (list, tuple), (object, object), [int], (int,) * 3, (type(len),), (slice,), (range,), (memoryview,), (type({}.keys()),), (type(iter([])),), (type((i for i in ())),), (type(type.__dict__),), (super,), (property,)):
        for ns in ({}, {'__slots__': ('a',) * 3}, {'__slots__': 5}, {'__slots__': ['__dict__', '__weakref__', '__class__']}, {'__slots__': ['a b']}, {'__slots__': [5]}, {'__slots__': iter('ab')}, {'__qualname__': 5}, {'__classcell__': 5}, {5: 5}, {'__hash__': 5, '__eq__': 5, '__del__': 5}, {'__init_subclass__': 5}, {'__doc__': object()}, {'__set_name__': 5, 'x': type('SN', (), {'__set_name__': 5})()}, {'__module__': None}, {'__slots__': {'a': 1}}, {'__slots__': ('__x',)}, {'__new__': 5}, {'__class__': 5}, {'__dict__': 5}, {'__slots__': ('a',), 'a': 1}):
            try:
                c = type(name, bases, ns); c.__name__; repr(c)[:5]; c.__mro__; o = c(); hash(o); o.a = 1; repr(o)[:5]; o == o; del o.a; o.__class__ = c
            except Exception: pass
print('ok')
