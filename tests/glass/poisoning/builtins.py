# expect: ok: done
import builtins
builtins.len = lambda x: 0
builtins.poison = 1
builtins.print, p = (lambda *a: None), builtins.print
builtins.__import__ = lambda *a: None
builtins.sum = builtins.sorted = builtins.range = None
builtins.__build_class__ = None
p("done")
