# expect: time | memory
int('9' * 4300) ; import sys
sys.set_int_max_str_digits(0)
x = int('9' * 3_000_000); y = int('9' * 2_900_000); str(x // y); str(x * y); x % y; pow(x, y, x - 1)
