# expect: ok: survived
class I:
    def __index__(self):
        a.clear()
        return 5
a = list(range(100))
for op in (lambda: a[I():], lambda: a.__setitem__(slice(I(), 50), [1]), lambda: a.__delitem__(slice(I(), 90)), lambda: a.insert(I(), 1), lambda: a.pop(I()), lambda: a * I(), lambda: a[I()]):
    a[:] = range(100)
    try:
        op()
    except (IndexError, ValueError, TypeError):
        pass
def g():
    a.clear()
    yield 1
    a.extend(range(1000))
    yield 2
a[10:20] = g()
a[::2] = a[:]  [: len(a[::2])]
print("survived")
