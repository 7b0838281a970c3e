# expect: ok: ok
import copyreg, pickle
for c in (0, -1, 2**31, 10**30):
    try: copyreg.add_extension('a', 'b', c)
    except ValueError: pass
class C: pass
class D: pass
copyreg._extension_registry[('__main__', 'C')] = 'x'
copyreg._extension_registry[('__main__', 'D')] = 10**30
copyreg._inverted_registry[1] = (1, 2)
copyreg._inverted_registry[2] = 5
copyreg._extension_cache[3] = pickle
for o in (C, D):
    for p in (0, 2, 4):
        try: pickle.dumps(o, p)
        except (TypeError, RuntimeError, pickle.PicklingError, OverflowError, ValueError): pass
for b in (b'\x82\1.', b'\x82\2.', b'\x82\3.', b'\x82\0.', b'\x84\xff\xff\xff\xff.', b'\x83\xff\xff.'):
    try: pickle.loads(b)
    except (pickle.UnpicklingError, ValueError, TypeError, EOFError): pass
copyreg._extension_registry = 5
try: pickle.dumps(C)
except (TypeError, AttributeError, pickle.PicklingError): pass
print('ok')
