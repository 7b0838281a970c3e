# expect: exit: 0
import re
s = 'a'*1000
def f(m):
    global s
    s = 'b'
    m.re.sub(f2, 'aaa'); return 'x'
def f2(m): return 'y'
print(len(re.sub('a', f, s)))
it = re.finditer('a', s); print(len(list(it)))
b = bytearray(b'a'*1000)
def g(m):
    try: b.clear()
    except BufferError: pass
    return b'z'
print(len(re.sub(b'a', g, b)))
it = re.finditer(b'a', b)
try:
    next(it, None); b.clear(); print(len(list(it)))
except (BufferError, RuntimeError) as e: print(e)
m = re.search(b'', bytearray(b'abc'*100)); m.string.clear(); print(m.group(), m.span())
m = re.search(b'b+', x:=bytearray(b'abbbbbbbbbbc')); x[:] = b''; print(m.group(), m.expand(rb'\g<0>'), m[0])
