# expect: ok: ok
import sys, types
def g():
    x = 1
    yield sys._getframe()
    yield x
def f():
    y = 2
    return sys._getframe()
for fr in (f(), next(g()), sys._getframe(), sys._getframe(0)):
    for n in dir(fr):
        for v in (5, None, {}, -1, 2**31, 2**63, 'x', fr, lambda *a: 1):
            try: setattr(fr, n, v)
            except (AttributeError, TypeError, ValueError, RuntimeError, OverflowError): pass
            try: delattr(fr, n)
            except (AttributeError, TypeError, RuntimeError): pass
    try: fr.clear()
    except RuntimeError: pass
    l = fr.f_locals
    for op in (lambda: l.update({'a': 1, 5: 6}), lambda: l.clear(), lambda: l.pop('x'), lambda: l.popitem(), lambda: l.__delitem__('y'), lambda: l.setdefault('w', 2), lambda: l.copy(), lambda: l | {1: 2}, lambda: l.__ior__({'k': 1}), lambda: list(reversed(l)), lambda: l == l, lambda: repr(l)[:1], lambda: l.__setitem__('y', l)):
        try: op()
        except (TypeError, ValueError, KeyError, RuntimeError, NameError, AttributeError): pass
print('ok')
