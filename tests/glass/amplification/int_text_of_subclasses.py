# expect: ok: ok | memory | time
import sys
class I(int):
    def __index__(s): return 10**5000
    def __int__(s): return 10**5000
n = 0
for f in (lambda: str(10**5000), lambda: int('1' * 5000), lambda: '%d' % 10**5000, lambda: format(10**5000, 'd'), lambda: f'{10**5000}', lambda: repr([10**5000]), lambda: '%d' % I(1) , lambda: sys.set_int_max_str_digits(100), lambda: __import__('json').loads('1' * 5000), lambda: __import__('json').dumps(10**5000), lambda: __import__('ast').literal_eval('1' * 5000), lambda: compile('1' * 5000, '', 'eval'), lambda: print(10**5000), lambda: 'a'.__format__(str(10**4400)), lambda: float('1' * 5000), lambda: '{:{}}'.format(1, 10**5000), lambda: bytes(I(5)) , lambda: range(10**5000).__repr__(), lambda: __import__('datetime').timedelta(10**5000)):
    try: f()
    except (ValueError, OverflowError, SyntaxError, TypeError): n += 1
print('ok' if n >= 16 else n)
