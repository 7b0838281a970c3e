# expect: ok: ok | time
# grant: children
# A child with fewer grants sends what names functions of its own choice: nothing of it runs in the parent.
import interpreters
i = interpreters.create(policy=interpreters.Policy.none())
q = interpreters.create_queue()
i.prepare_main(q=q)
i.exec("""
import os, sys, builtins
class Evil:
    def __init__(s, f, a): s.r = f, a
    def __reduce_ex__(s, p): return s.r
class Sub(str): pass
class D(dict):
    def __reduce_ex__(s, p): return exec, ("print('RAN')",)
class E(Exception):
    def __reduce_ex__(s, p): return print, ('RAN',)
class A:
    def __setstate__(s, x): print('RAN')
    def __getattr__(s, n): print('RAN')
    def __del__(s): print('RAN in', s)
out = [Evil(print, ('RAN',)), Evil(exec, ("print('RAN')",)), Evil(os.system, ('true',)), Evil(getattr, (builtins, 'open')), D(), E(), Sub('a'), [Evil(eval, ('1',))], {Evil(print, ('RAN',)): 1}, Evil(__import__, ('os',)), Evil(type, ('A', (), {})), Evil(A.__new__, (A,))]
n = 0
for x in out:
    try: q.put(x)
    except BaseException: pass
""")
import queue
while True:
    try: x = q.get(timeout=0.05)
    except queue.Empty: break
    except BaseException: continue
    if type(x) not in (str, list, dict, int, tuple): print('got', type(x))
print('ok')
