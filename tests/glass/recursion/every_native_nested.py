# expect: ok: ok | time | memory
import copy, json, marshal, ast, itertools, functools, operator, collections, types, io, struct, array, contextlib, reprlib, string
def nest(f, x, n=30000):
    for i in range(n): x = f(x)
    return x
P = functools.partial
makers = [lambda x: [x], lambda x: (x,), lambda x: {1: x}, lambda x: frozenset([x]), lambda x: P(print, x), lambda x: collections.deque([x]), lambda x: types.SimpleNamespace(a=x), lambda x: types.MappingProxyType({1: x}), lambda x: slice(x, x), lambda x: types.GenericAlias(list, (x,)),
          lambda x: iter([x]), lambda x: itertools.chain(x), lambda x: enumerate(x), lambda x: zip(x), lambda x: reversed([x]), lambda x: operator.itemgetter(x), lambda x: ValueError(x), lambda x: ExceptionGroup('a', [x]) if isinstance(x, Exception) else ValueError(x), lambda x: types.MethodType(x, x) if callable(x) else (lambda: x), lambda x: memoryview(x) if isinstance(x, (bytes, memoryview)) else b'a',
          lambda x: io.TextIOWrapper(x) if hasattr(x, 'readable') else io.BytesIO(), lambda x: io.BufferedReader(x) if isinstance(x, io.IOBase) else io.BytesIO(), lambda x: collections.OrderedDict(a=x), lambda x: collections.ChainMap({1: x}), lambda x: property(x), lambda x: classmethod(x), lambda x: staticmethod(x), lambda x: {1: x}.values(), lambda x: {1: x}.items(), lambda x: itertools.accumulate(x), lambda x: map(None.__class__, x) , lambda x: filter(None, x), lambda x: itertools.tee(x)[0], lambda x: list[x] | None if isinstance(x, types.UnionType) else list[int] | None]
for m in makers:
    try: x = nest(m, [])
    except Exception as e:
        try: x = nest(m, lambda: 0, 3000)
        except Exception: continue
    for f in (repr, str, hash, copy.copy, copy.deepcopy, json.dumps, marshal.dumps, lambda y: y == y, lambda y: y < y, iter, list, next, bool, len, callable, lambda y: y(), lambda y: y.read(), lambda y: y.__reduce_ex__(4), lambda y: isinstance(1, y), lambda y: y.x, lambda y: y.__get__(1), lambda y: format(y, ''), lambda y: ast.literal_eval(repr(y)), lambda y: y.__parameters__, lambda y: y[int]):
        try: f(x)
        except (Exception, RecursionError, MemoryError): pass
    del x
print('ok')
