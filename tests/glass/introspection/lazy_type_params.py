# expect: ok: ok
import sys, typing, annotationlib
def boom(): raise KeyError
class C[T: boom(), **P = [boom()]]:
    x: boom()
    def f[U: (int, boom())](self, a: boom()) -> boom(): pass
type A[T] = A[A[T]] | boom()
type L = L
for f in (lambda: C.__type_params__[0].__bound__, lambda: C.__type_params__[1].__default__, lambda: A.__value__, lambda: L.__value__.__value__, lambda: C.__annotations__, lambda: C.f.__annotations__, lambda: C.__annotate__(5),
          lambda: C.__annotate__(2), lambda: C.__annotate__(None), lambda: C.__annotate__(10**100), lambda: setattr(C, '__annotate__', 5), lambda: C.f.__annotate__.__call__(1), lambda: A.evaluate_value(1), lambda: A.evaluate_value(99),
          lambda: C.__type_params__[0].evaluate_bound(3), lambda: annotationlib.get_annotations(C, format=annotationlib.Format.FORWARDREF), lambda: annotationlib.get_annotations(C, format=annotationlib.Format.STRING),
          lambda: annotationlib.call_evaluate_function(A.evaluate_value, 3), lambda: annotationlib.call_annotate_function(C.__annotate__, 4), lambda: type(C.__annotate__)(C.__annotate__.__code__, {}, closure=(lambda x: lambda: x)(1).__closure__),
          lambda: type(C.__annotate__)(C.__annotate__.__code__, {})(1), lambda: annotationlib.ForwardRef('__import__("os").listdir("/")').evaluate(), lambda: typing.get_type_hints(C), lambda: typing.TypeVar('T', bound=C).__reduce__(),
          lambda: typing.TypeAliasType('X', 5, type_params=(1, 2)), lambda: typing.TypeAliasType('X', 5, type_params=10), lambda: A[5].__value__, lambda: L[1], lambda: typing.ParamSpecArgs(5), lambda: typing.Generic[1], lambda: typing.Generic.__class_getitem__(5)):
    for _ in range(2):
        try: f()
        except (Exception, RecursionError): pass
# an annotate function that redefines what it computes
def f(x: int): pass
def evil(fmt):
    f.__annotate__ = evil
    return f.__annotations__ if n() else {'x': f}
k = 0
def n():
    global k; k += 1
    return k < 500
f.__annotate__ = evil
try: f.__annotations__
except RecursionError: pass
def ring(fmt): return ring.__annotations__
ring.__annotate__ = ring
try: ring.__annotations__
except RecursionError: pass
print('ok')
