# expect: ok: ok | time | memory
from string.templatelib import Template, Interpolation, convert
import string.templatelib as tl
class E(Exception): pass
class S(str):
    def __format__(s, f): raise E
    def __eq__(s, o): raise E
    __hash__ = str.__hash__
x = [1]
t = t"a{x!r:>{x[0]}}b{t''}c"
for f in (lambda: Template(5), lambda: Template(*[Interpolation(1)] * 100000), lambda: Interpolation(1, 2), lambda: Interpolation(1, 'a', 'zz'), lambda: Interpolation.__new__(Interpolation),
          lambda: Template.__new__(Template), lambda: type(iter(t))(), lambda: t + 'a', lambda: 'a' + t, lambda: t + t, lambda: t.__class__.__bases__, lambda: Interpolation.__match_args__,
          lambda: setattr(t, 'strings', 1), lambda: setattr(t.interpolations[0], 'value', 2), lambda: type('T', (Template,), {}), lambda: type('T', (Interpolation,), {}),
          lambda: Template.__add__(5, t), lambda: Template.__iter__(5), lambda: Interpolation.value.__get__(5), lambda: Template.strings.__get__(t.interpolations[0]), lambda: convert(x, 'q'), lambda: convert(x, S('r')),
          lambda: Template(S('a'), S('b')), lambda: hash(t), lambda: t == t, lambda: t.__reduce_ex__(4), lambda: object.__reduce_ex__(t, 4), lambda: Interpolation(1, S('a'), None, S('b')).__reduce_ex__(4)):
    try: f()
    except Exception: pass
deep = t''
for i in range(100000): deep = Template(Interpolation(deep))
try: repr(deep)
except RecursionError: pass
i = Interpolation([], 'x'); i.value.append(i); 
try: repr(i)
except RecursionError: pass
l = []
l.append(Template(Interpolation(l)))
try: repr(l), l == l
except RecursionError: pass
del deep
print('ok')
