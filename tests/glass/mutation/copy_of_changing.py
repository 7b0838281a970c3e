# expect: ok: ok
import copy
class K:
    def __deepcopy__(s, m): d[object()] = 1; return s
    def __hash__(s): return 1
class C:
    def __deepcopy__(s, m): m.clear(); return copy.deepcopy([s], m)
class R:
    def __replace__(s, **k): return copy.replace(s, **k)
d = {K(): K()}
for f in (lambda: copy.deepcopy(d), lambda: copy.deepcopy(C()), lambda: copy.replace(R(), a=1)):
    try: f()
    except (RuntimeError, RecursionError): pass
class M(dict):
    def get(s, k, d=None): raise ZeroDivisionError
    def __setitem__(s, k, v): raise ZeroDivisionError
for m in ({}, 5, [], M()):
    try: copy.deepcopy([[1], {}], m)
    except (AttributeError, TypeError, ZeroDivisionError): pass
copy._deepcopy_dispatch = 5
try: copy.deepcopy([1])
except AttributeError: pass
print('ok')
