# expect: ok: ok | time | memory
import types, typing, abc
class M(type):
    def __instancecheck__(c, o): return isinstance(o, ALL)
    def __subclasscheck__(c, o): return issubclass(o, ALL)
    def __or__(c, o): return o.__or__(c) if isinstance(o, M) else c
    def __hash__(c): return 1
    def __eq__(c, o): return c is o
cs = [M('C%d' % i, (), {}) for i in range(3000)]
ALL = tuple(cs)
def attempt(f):
    try: f()
    except (RecursionError, TypeError, MemoryError): pass
attempt(lambda: isinstance(1, ALL)); attempt(lambda: issubclass(int, ALL)); attempt(lambda: cs[0] | cs[1])
t = int
for i in range(100000): t = (t,)
attempt(lambda: isinstance('', t)); attempt(lambda: issubclass(str, t))
u = int
for i in range(2000): u = u | type('D%d' % i, (), {})
for i in range(50): isinstance('', u)
attempt(lambda: typing.Union[ALL]); attempt(lambda: hash(typing.Union[tuple(type('E%d' % i, (), {}) for i in range(3000))]))
a = abc.ABCMeta('A', (), {})
for i in range(2000): a.register(type('F%d' % i, (), {}))
attempt(lambda: a.register(a)); attempt(lambda: [isinstance(x, a) for x in cs[:50]])
b = abc.ABCMeta('B', (a,), {'__subclasshook__': classmethod(lambda c, o: issubclass(o, a) if o is not int else issubclass(o, b))})
attempt(lambda: isinstance(1, b)); attempt(lambda: a.register(b)); attempt(lambda: b.register(a)); attempt(lambda: issubclass(str, a))
lit = typing.Literal[tuple(range(20000))]
attempt(lambda: lit == typing.Literal[tuple(range(20000))[::-1]])
print('ok')
