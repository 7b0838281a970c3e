# expect: ok: refused
# Functions inside are made with the cells, defaults and names that were compiled for them: other code may not take their place.
import types


def outer(a, b):
    def inner(q=1):
        return a, b, q

    return inner(q=2)


def plain(q=1):
    return q


def generator(q=1):
    yield q


taken = []
consts = outer.__code__.co_consts
for i, old in enumerate(consts):
    if isinstance(old, types.CodeType):
        others = [outer.__code__, plain.__code__, generator.__code__, (lambda: 1).__code__, None, 1]
    elif isinstance(old, tuple):
        others = [(), old + old, old * 2, (1,) * len(old), "q"]
    else:
        continue
    for new in others:
        if new == old:
            continue
        try:
            code = outer.__code__.replace(co_consts=consts[:i] + (new,) + consts[i + 1 :])
        except ValueError:
            continue
        taken.append(new)
        types.FunctionType(code, {})(1, 2)
print(taken or "refused")
