# expect: time | memory
import sys
sys.set_int_max_str_digits(0)
n = (1 << 30_000_000) - 1
while True:
    str(n)
