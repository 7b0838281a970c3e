# expect: ok: done
import sys
sys.setrecursionlimit(50)
sys.set_int_max_str_digits(640)
sys.setswitchinterval(1e9)
print("done")
