# expect: time | memory
import sys
sys.set_int_max_str_digits(0)
while True:
    int("9" * 10_000_000)
