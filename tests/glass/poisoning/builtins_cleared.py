# expect: ok: done
import builtins
p = print
builtins.__dict__.clear()
p("done")
