# expect: ok: ok | time | memory
import annotationlib
class M(type):
    def __getattr__(c, n): return annotationlib.get_annotations(c)
class A(metaclass=M):
    @staticmethod
    def __annotate__(fmt): return A.missing
    def __annotate_func__(fmt): return A.other
def f(x: g.__annotations__): pass
def g(x: f.__annotations__): pass
for h in (lambda: f.__annotations__, lambda: annotationlib.get_annotations(A), lambda: A.x, lambda: annotationlib.get_annotations(f, format=annotationlib.Format.STRING),
          lambda: annotationlib.get_annotations(f, format=annotationlib.Format.FORWARDREF)):
    try: h()
    except (RecursionError, AttributeError, NameError, TypeError): pass
s = 'def h(x: ' + '(lambda: ' * 80 + '1' + ')' * 80 + '): pass'
d = {}
exec(s, d)
d['h'].__annotations__
n = 'int'
for i in range(20000): n = 'a[' + n if i % 2 else n
try: annotationlib.ForwardRef(n + ']' * 10000)
except (SyntaxError, RecursionError, MemoryError): pass
t = int
for i in range(100000): t = list[t]
def k(x: t): pass
try: annotationlib.get_annotations(k, format=annotationlib.Format.STRING); annotationlib.type_repr(t)
except RecursionError: pass
print('ok')
