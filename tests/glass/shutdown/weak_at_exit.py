# expect: exit: 0
import weakref
class C: pass
c = C(); weakref.finalize(c, lambda: weakref.finalize(c, print)); weakref.finalize(c, lambda: 1/0)
