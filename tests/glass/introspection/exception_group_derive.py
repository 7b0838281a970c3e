# expect: ok: ok
class G(ExceptionGroup):
    n = 0
    def derive(self, excs):
        G.n += 1
        if G.n % 5 == 0: return 5
        if G.n % 7 == 0: return self
        if G.n % 11 == 0: raise KeyError
        if G.n > 300: return ExceptionGroup('x', [self])
        return G('d', list(excs) + [self])
    def __eq__(self, o): raise ValueError
    __hash__ = ExceptionGroup.__hash__
g = G('a', [ValueError(1), TypeError(2), G('b', [ValueError(3), OSError(4)])])
for i in range(200):
    for f in (lambda: g.split(ValueError), lambda: g.subgroup(lambda e: g.derive([e])), lambda: g.subgroup((ValueError, 5)), lambda: g.split(g), lambda: g.split(lambda e: g.__init__('z', []))):
        try: f()
        except Exception: pass
    try:
        try: raise g
        except* ValueError as e: raise e
        except* OSError as e: e.__cause__ = e; raise
    except BaseException as e:
        try: e.exceptions = 5
        except Exception: pass
        e.__cause__ = e.__context__ = g
    g.__traceback__ = None
for a in (('a', []), ('a', [1]), (5, [ValueError()]), ('a', (x for x in [ValueError()])), ('a', 'bc'), ('a', {ValueError(): 1}), ()):
    for c in (ExceptionGroup, BaseExceptionGroup, G):
        try: c(*a)
        except Exception: pass
        try: c.__new__(c, *a).split(5)
        except Exception: pass
try: BaseExceptionGroup.__new__(ExceptionGroup, 'a', [KeyboardInterrupt()])
except TypeError: pass
print('ok')
