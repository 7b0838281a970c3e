# expect: ok: ok
import copyreg, copy, io, sys
try: import pickle
except ImportError: import marshal as pickle
class E:
    def __reduce_ex__(self, p): return self.r
rs = [(eval, ('1',)), (object.__new__, (int,)), (copyreg.__newobj__, (int,)), (copyreg._reconstructor, (int, object, None)), (copyreg.__newobj_ex__, (int, (), {})), (type(sys._getframe), ()), (object, (), {'__class__': int}),
      (object, (), (None, {'__class__': list})), (list, (), None, iter([1])), (dict, (), None, None, iter([([], 1)])), (lambda *a: a, (1,), {'x': 1}, None, None, lambda o, s: o), (5, ()), ('a', ()), 'sys', 'nothing', 5, (), (int,), (int, 5), (int, (), 1, 2, 3, 4, 5),
      (type(sys._getframe().f_code), ()), (type((lambda: 0).__closure__), ()), (type(None), ()), (getattr, (sys, 'modules')), (super, ()), (memoryview, (b'a',)), (type, ('A', (), {})), (copyreg._reconstructor, (type, object, None))]
for r in rs:
    e = E(); e.r = r
    for f in (copy.copy, copy.deepcopy, lambda x: pickle.dumps(x), lambda x: pickle.loads(pickle.dumps(x)), lambda x: copyreg.__reduce_ex__(x, 2)):
        try: f(e)
        except Exception: pass
ops = [b'\x80\x04' + bytes([a, b, c]) + b'.' for a in range(0x20, 0x9a, 3) for b in (0x28, 0x29, 0x5d, 0x4e) for c in (0x52, 0x81, 0x62, 0x93, 0x61, 0x73)]
for p in ops + [b'cos\nsystem\n(S"id"\ntR.', b'\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.', b'\x80\x05\x96' + b'\xff' * 8, b'\x8e' + b'\xff' * 8, b'X\xff\xff\xff\xff', b'(' * 100000 + b'.', b']' + b'h\x00a' * 50000 + b'.', b'I' + b'9' * 100000 + b'\n.', b'\x8b\xff\xff\xff\x7f']:
    try: pickle.loads(p)
    except Exception: pass
d = []
for i in range(100000): d = [d]
for f in (pickle.dumps, copy.deepcopy):
    try: f(d)
    except (RecursionError, MemoryError, ValueError): pass
print('ok')
