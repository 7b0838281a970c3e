# expect: exit: 0
import sys, builtins
class D:
    def __del__(s): print(sys, builtins, open, __name__)
d = D(); sys.d = d; builtins.d = d
sys.modules.clear(); del sys
