# expect: ok: done
import sys
sys.modules["poison"] = sys
sys.modules["json"] = None
sys.modules["os"] = 5
p = print
sys.modules.clear()
p("done")
