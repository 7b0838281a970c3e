# expect: ok: ok
# Names that the compiler makes for itself may be answered, or overwritten, by the program.
import sys
class L:
    def __getitem__(s, k): return s if k != 'print' else print
    def __setitem__(s, k, v): pass
    def __getattr__(s, n): return s
def refused(src, *ns):
    try: exec(src, *ns)
    except SystemError: return
    except TypeError as e: return
    print('not refused:', src)
refused('x: int = 1', {}, L())
for v in ('5', 'frozenset()', 'None', '{}', '[]', '""'):
    refused('__conditional_annotations__ = %s\nx: int = 1' % v, {})
refused('class A:\n def f(s):\n  nonlocal __conditional_annotations__\n  __conditional_annotations__ = 5\n f(1)\n if 1:\n  x: int = 1', {})
def overwrite(f, e, a):
    for k in list(f.f_locals) + ['.defaults', '.kwdefaults', '.type_params', '.generic_base']:
        try: f.f_locals[k] = 5
        except KeyError: pass
    return overwrite
for src in ('def f[T](x=1, *, y=2) -> T: pass', 'def f[T](*, y=2): pass', 'class A[T: int]: z = 1'):
    sys.settrace(overwrite)
    try: exec(src, {})
    except (SystemError, TypeError): pass
    finally: sys.settrace(None)
print('ok')
