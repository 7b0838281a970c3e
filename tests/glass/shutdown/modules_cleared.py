# expect: ok: done
import sys
p = print
for n in list(sys.modules):
    sys.modules[n] = None
p("done")
