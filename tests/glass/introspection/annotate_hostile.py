# expect: ok: ok | time | memory
# Functions, classes and modules whose __annotate__ is not what it should be.
import annotationlib, sys, types
from annotationlib import Format, ForwardRef
def f(x: a, *y: b) -> c: pass
class Fmt(int):
    def __eq__(s, o): raise KeyError
    __hash__ = int.__hash__
def endless(fmt): return f.__annotations__
def again(fmt): f.__annotate__ = again; return {'x': fmt}
def grow(fmt, d={}):
    d[len(d)] = d
    return d
class D(dict):
    def items(s): raise MemoryError
    def __iter__(s): raise StopIteration
for ann in (None, 5, endless, again, grow, lambda f: 5, lambda f: D(), lambda: {}, dict, type, lambda f: (_ for _ in ()).throw(ValueError), sys.exit, f, annotationlib.get_annotations, object()):
    for target in (f, type('A', (), {}), types.ModuleType('m')):
        try: target.__annotate__ = ann
        except Exception: pass
        for fmt in (1, 2, 3, 4, 0, -1, 99, Format.VALUE, Format.FORWARDREF, Format.STRING, Fmt(1), 'x', None):
            for g in (lambda: target.__annotations__, lambda: annotationlib.get_annotations(target, format=fmt), lambda: annotationlib.call_annotate_function(ann, fmt),
                      lambda: annotationlib.call_evaluate_function(ann, fmt), lambda: target.__annotate__(fmt), lambda: setattr(target, '__annotations__', fmt), lambda: delattr(target, '__annotations__')):
                try: g()
                except (Exception, SystemExit): pass
for text in ('x' * 100000, '(' * 5000, 'a' + '[b' * 3000, '1/0', '__import__("os").system("id")', '\0', 'lambda: 0', 'x:=1', 'await x', 'yield', '*a', '*a,'):
    for g in (lambda: ForwardRef(text).evaluate(), lambda: ForwardRef(text, is_class=True).evaluate(globals={}, format=Format.FORWARDREF), lambda: ForwardRef(text).__arg__, lambda: hash(ForwardRef(text)), lambda: repr(ForwardRef(text)) and ForwardRef(text) == ForwardRef(text)):
        try: g()
        except Exception: pass
print('ok')
