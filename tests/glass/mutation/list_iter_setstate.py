# expect: ok: ok
for mk in (lambda: iter([1,2,3]), lambda: iter((1,2,3)), lambda: iter('abc'), lambda: iter(b'abc'), lambda: iter(bytearray(b'abc')), lambda: reversed([1,2,3]), lambda: iter(range(3)), lambda: iter(range(2**70)), lambda: __import__('array').array('i',[1,2]).__iter__(), lambda: iter(memoryview(b'abc')), lambda: reversed(range(3)), lambda: iter(type('S', (), {'__getitem__': lambda s, i: i})())):
    for st in (-2**63, -1, 0, 1, 2, 3, 4, 2**31, 2**62, 2**63-1, 2**63, 2**100, 'x', None, 1.5):
        it = mk()
        try: it.__setstate__(st)
        except (TypeError, OverflowError, AttributeError): continue
        try: next(it)
        except (StopIteration, OverflowError): pass
        try: it.__length_hint__()
        except AttributeError: pass
        it.__reduce__()
print('ok')
