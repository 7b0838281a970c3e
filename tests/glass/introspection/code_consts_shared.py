# expect: ok: refused
# Code crosses to other interpreters as it is: a list among its constants would be two interpreters' at once.
import types


def f():
    return 1.5


class Own:
    pass


shared = []
for const in ([1], {}, Own, Own(), f, (1, [2]), frozenset([Own]), bytearray(1), object()):
    consts = tuple(const if c == 1.5 else c for c in f.__code__.co_consts)
    try:
        f.__code__.replace(co_consts=consts)
        shared.append(const)
    except ValueError:
        pass
deep = ()
for i in range(100):
    deep = (deep, deep)
try:
    f.__code__.replace(co_consts=(deep,) * 10)
except ValueError:
    pass
code = f.__code__.replace(co_consts=tuple((2, "x", frozenset({3})) if c == 1.5 else c for c in f.__code__.co_consts))
assert types.FunctionType(code, {})() == (2, "x", frozenset({3}))
print(shared or "refused")
