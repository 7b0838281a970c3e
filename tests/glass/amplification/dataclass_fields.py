# expect: ok: ok | time | memory
import dataclasses
class S(str):
    def isidentifier(s): return True
for n in ('a: int = __import__("os").system("x")\n  def f(): pass', 'x\ny', '\0', 'a b', '__class__', 'a=print("ran")', 'a):print("ran")\n def g('):
    for k in (S(n), n):
        try: dataclasses.make_dataclass('D', [k])
        except (TypeError, ValueError, SyntaxError): pass
print('ok')
