# expect: ok: survived
a = list(range(100))
it = iter(a)
next(it)
del a[:]
list(it)
d = dict.fromkeys(range(10))
it = iter(d.items())
next(it)
d.clear()
try:
    list(it)
except RuntimeError:
    pass
b = bytearray(10)
it = iter(b)
b.clear()
list(it)
r = reversed(a)
a.clear()
list(r)
print("survived")
