# Corners of builtin objects that CPython's own tests ask about.
import gc
import inspect
import io
import operator
import os


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class X:
    @classmethod
    def cm(cls):
        """a class method"""

    @staticmethod
    def sm():
        """a static method"""


for name in "cm", "sm":
    wrapper = X.__dict__[name]
    print(object.__getattribute__(wrapper, "__doc__"), object.__getattribute__(wrapper, "__name__"), wrapper.__dict__["__qualname__"])

print([str(inspect.signature(type(x))) for x in (None, ..., NotImplemented)])

items = list(range(10))
it = reversed(items)
next(it), next(it)
print(operator.length_hint(it))
items.append(10)
print(operator.length_hint(it))
items[1:] = []
print(operator.length_hint(it), list(it))
items.extend(range(20))
print(operator.length_hint(it))

show(lambda: print >> 5)
show(lambda: print >> io.StringIO())
show(lambda: len >> 5)
show(lambda: print << 5)

b = io.BytesIO(b"1234567890")
view = b.getbuffer()
show(lambda: b.truncate(5))
view.release()
show(lambda: b.truncate(5))
view = b.getbuffer()
del view
gc.collect()
show(lambda: b.truncate(3))
b.close()
show(lambda: b.__setstate__((b"closed", 0, None)))

for args in (-1, -1), (-1, 0), (0, -1), (1 << 32, 0), (0, 1 << 32), (5, 7), (2**32 - 1, 2**32 - 1), (-2, 0), (0, -2**63 - 1):
    show(lambda: os.makedev(*args))
for dev in -1, -2, 2**64 - 1, 2**63, os.makedev(300, 70000):
    show(lambda: (os.major(dev), os.minor(dev)))
for kw in {"setsigdef": 34}, {"setsigdef": ["j"]}, {"setsigdef": [65]}, {"setsigmask": [0]}, {"setsigmask": 34}, {"setsigmask": [1.5]}:
    show(lambda: os.posix_spawn("/no/such/program", ["x"], os.environ, **kw))

import posix
print(posix._is_inputhook_installed())
