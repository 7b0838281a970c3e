# expect: ok: ok
from array import array
class I:
    def __init__(s, v): s.v = v
    def __index__(s): 
        try: a[:] = array('i')
        except BufferError: pass
        return s.v
    def __float__(s): a[:] = array(a.typecode); return 1.0
for tc in 'bBhHiIlLqQfdw':
  for f in (lambda: a.__setitem__(50, I(1)), lambda: a.append(I(1)), lambda: a.insert(I(5), I(1)), lambda: a.pop(I(5)), lambda: a.extend([I(1)]*5), lambda: a.index(I(1)), lambda: a.fromlist([I(1)]*50), lambda: a.remove(I(1)), lambda: a * I(5), lambda: a.__imul__(I(5)), lambda: a[I(1):I(50)], lambda: a.__setitem__(slice(I(1), 90, I(2)), a), lambda: a.__delitem__(slice(I(1), I(99))), lambda: a.frombytes(memoryview(a)), lambda: a.extend(a), lambda: a.byteswap(), lambda: a.__iadd__(a), lambda: a.fromlist([1, 'x']), lambda: a.index(1, I(2), I(3)), lambda: a == a, lambda: a < array('i', [1]), lambda: a.__reduce_ex__(3), lambda: a.__init__('i'), lambda: a.buffer_info(), lambda: a.__class__('u', 'x')):
    a = array(tc, 'x'*100 if tc == 'w' else [1]*100)
    try: f()
    except (IndexError, ValueError, TypeError, BufferError, OverflowError, RuntimeError) as e: pass
print('ok')
