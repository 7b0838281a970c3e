# expect: ok: ok | time | memory
# Deep nests of each kind of object under everything that goes down into one.
import copy, json, marshal, ast, pprint, reprlib, types, typing, functools, io
N = 30000
def nest(f, x):
    for i in range(N): x = f(x)
    return x
kinds = [lambda x: (x,), lambda x: [x], lambda x: {1: x}, lambda x: frozenset([x]) if x.__hash__ else (x,), lambda x: slice(x), lambda x: types.SimpleNamespace(a=x), lambda x: functools.partial(x) if callable(x) else functools.partial(print, x), lambda x: types.MappingProxyType({1: x}), lambda x: ValueError(x), lambda x: map(print, [x]), lambda x: types.MethodType(print, x), lambda x: memoryview(x) if isinstance(x, memoryview) else [x],
         lambda x: ast.UnaryOp(ast.Not(), x) if isinstance(x, ast.AST) else ast.Constant(x), lambda x: list[x], lambda x: typing.Optional[list[x]], lambda x: property(x), lambda x: staticmethod(x)]
class A: pass
def obj(x): a = A(); a.x = x; return a
kinds.append(obj)
for k in kinds:
    try: x = nest(k, 1); y = nest(k, 1)
    except (RecursionError, TypeError): continue
    for f in (hash, repr, str, copy.copy, copy.deepcopy, json.dumps, marshal.dumps, pprint.pformat, reprlib.repr, lambda x: x == y, lambda x: x < y, lambda x: isinstance(1, x), lambda x: issubclass(int, x), lambda x: ast.dump(x), lambda x: ast.unparse(x), lambda x: compile(ast.Expression(x), '', 'eval'), lambda x: format(x), lambda x: '%r' % (x,), lambda x: f'{x!a}', lambda x: print(x, file=io.StringIO()), lambda x: [x].index(y), lambda x: {x: y}, lambda x: x.__reduce_ex__(4), lambda x: sorted([x, y]), lambda x: max(x, y), lambda x: bytes(x), lambda x: eval(repr(x)), lambda x: typing.get_type_hints(x)):
        try: f(x)
        except RecursionError: pass
        except Exception: pass
    del x, y
print('ok')
