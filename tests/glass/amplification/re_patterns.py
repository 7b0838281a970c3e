# expect: ok: ok | time | memory
import re
def attempt(f):
    try: f()
    except (re.error, OverflowError, MemoryError, RecursionError, ValueError): pass
for p in ('(?:' * 5000 + ')' * 5000, '(?=' * 2000 + 'a' + ')' * 2000, '((((a{1,100}){1,100}){1,100}){1,100})', 'a{65535}{65535}', '(?P<a>' * 200 + ')' * 200, '[' + ''.join('%c-%c' % (i, i + 1) for i in range(0x100, 0x4000, 2)) + ']', '(?i)[\u0100-\U0010ffff]' * 500, '(a)' * 20000,
          '|'.join('a' * i for i in range(2000)), '(?<=' + 'a' * 100000 + ')b', '(?<!(?<!(?<!a)))' * 1000, '(?(1)a|b)' * 1000, '(x)(?(1)' * 500 + ')' * 500, '\\N{LATIN SMALL LETTER A}' * 5000, '(?x)' + '#' * 10**6, '(?s-i:' * 1000 + ')' * 1000, 'a*+' * 5000, '\\u0041' * 100000, 'x{0,4294967295}', '(?:a|(?:b|' * 1000 + '))' * 1000):
    attempt(lambda: re.compile(p).search('a' * 100))
    re.purge()
print('ok')
