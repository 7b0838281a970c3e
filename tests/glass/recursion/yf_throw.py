# expect: ok: V | memory
def g(x): yield from x
def base():
    while 1: yield 1
x = base()
for _ in range(400): x = g(x)
next(x)
try: x.throw(ValueError)
except ValueError: print('V')
x.close()
