# expect: ok: contained
n = 0
m = [list.append, dict.__setitem__, str.upper, tuple.__len__, int.__add__, bytes.join, set.add, type.mro, object.__getattribute__,
     BaseException.with_traceback, type(len).__call__, type((lambda: 0)).__get__, type(x for x in ()).send, memoryview.tobytes]
for f in m:
    for self in (1, "x", [], None, object(), int, len):
        try:
            f(self)
        except (TypeError, AttributeError):
            n += 1
        except Exception as e:
            n += 0
print("contained" if n > 80 else n)
