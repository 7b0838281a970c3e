# expect: ok: ok | time | memory | output
import ast
def attempt(s, mode='exec'):
    try: compile(s, 'x' * 100, mode)
    except (SyntaxError, MemoryError, RecursionError, ValueError, OverflowError): pass
for s in ('x = ' + '-' * 10**5 + '1', 'lambda: ' * 10**4 + '1', 'a' + '.b' * 10**5, 'a' + '[0]' * 10**4, 'a' + '()' * 10**4, '[' * 199 + ']' * 199, 'f"' + '{' * 10**4, "f'{" * 140 + '1' + "}'" * 140, 'if 1:\n' + ''.join(' ' * i + 'if 1:\n' for i in range(1, 99)) + ' ' * 99 + 'pass', 'try: pass\nfinally: ' * 100 + 'pass', ''.join(' ' * i + 'try: pass\n' + ' ' * i + 'finally:\n' for i in range(40)) + ' ' * 40 + 'pass', 'with ' + ','.join(['a'] * 10**4) + ': pass', 'match x:\n case ' + '[' * 150 + ']' * 150 + ': pass', 'match x:\n case ' + '|'.join('a.b%d' % i for i in range(10**4)) + ': pass', 'def f[' + ','.join('T%d' % i for i in range(10**4)) + '](): pass', 'class A[' + 'T: (' * 50 + 'int' + ')' * 50 + ']: pass', 'type X[T] = ' + 'X[' * 150 + 'T' + ']' * 150, 'def f(' + ','.join('a%d: int = %d' % (i, i) for i in range(10**4)) + '): pass', 'import ' + '.'.join(['a'] * 10**5), 'from ' + '.' * 10**6 + ' import a', '(' * 10**5, 'x = ("""' + '\n' * 10**6 + '""")', '1' + '+1' * 10**5, '"a"' * 10**5, '"a" * ' * 10**4 + '1', '(1 << 10000) ** 3 << 10**9', '((1,) * 10000) * 10000', '"%s" % (' * 100 + ')' * 100, 'x = 0x' + 'f' * 10**6, 'x = ' + '9' * 10**6, 'x = 1' + '_0' * 10**6 + 'j', 'x: ' * 10 + '1', 'a = ' * 10**5 + '1', 'del ' + '(' * 150 + 'a' + ')' * 150, 'global ' + ','.join('a%d' % i for i in range(10**5)), 'async def f():\n [' + 'await ' * 10**4 + 'x]', 'yield ' * 10**4, 'not ' * 10**5 + '1', '*' * 10**5 + 'a', '@a\n' * 10**4 + 'def f(): pass', '# coding: ' + 'x' * 10**6 + '\n', '\0' * 10**6, '\r' * 10**6, '\\\n' * 10**5, '\x0c' * 10**6, 'é' * 10**6, '\ud800', '0' * 10**6, '1if 1else ' * 10**4 + '1'):
    attempt(s)
    attempt(s, 'eval')
    try: ast.parse(s, type_comments=True)
    except (SyntaxError, MemoryError, RecursionError, ValueError, UnicodeError): pass
print('ok')
