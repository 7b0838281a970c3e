# Where a traceback points when a local variable is unbound: at its name, whatever is done with it.
import linecache
import traceback

PLACES = r'''y = 1 + x
y = x + 1 + 2
y = x - x
return x[0]
return x()
return x.a
return x.a(1)
return -x
return not x
return x < 1
return 1 < x
return 1 < x < 3
return print(x)
return print(1, x, 2)
return [1, x]
return {1: x}
return x
x += 1
x **= 2
x.y += 1
x[0] += 1
y = 1; y += x
x.y = 1
x[1] = 2
print.y = x
[0][0] = x
for i in x: pass
with x: pass
raise x
del x.a
del x[0]
del x
y, z = x
a = b = x
if x: pass
if x is None: pass
if x == 3: pass
while x > 1: pass
assert x, 2
return x if x else 3
return x and 1
return f"{x}"
return f"{x:>3}"
return (lambda: x)()
return [i for i in x]
return [x for i in (1,)]
return x[1:2]
return [1][x:]
return [1][x]
yield x
return (*x, 1)
return {**x}
return print(*x)
return print(**x)
return print(a=x)
match x: \n     case 1: pass
import x.y
class C(x): pass
return (y := x)
return x is x
return x in x
return x @ x
return max(x, 1)
return len(x)
return isinstance(x, int)
return "a" % x
return ~x ** 2
try: 1/0\n    except x: pass
try: pass\n    finally: x
return x.y.z
return "a".join(x)
'''
for i, text in enumerate(PLACES.splitlines()):
    text = text.replace("\\n", "\n")
    src = f"def f():\n    {text}\n    x = 1\n"
    name = f"place{i}"
    linecache.cache[name] = len(src), None, src.splitlines(True), name
    names = {}
    exec(compile(src, name, "exec"), names)
    try:
        r = names["f"]()
        if hasattr(r, "send"):
            next(r)
    except BaseException as e:
        print("---", text)
        print("".join(traceback.format_exception(e.with_traceback(e.__traceback__.tb_next))))
