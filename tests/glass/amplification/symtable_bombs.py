# expect: ok: ok | memory | time
import symtable, _symtable
for src in ('def f():\n ' * 90 + 'pass', 'lambda: ' * 900 + '0', 'class A:\n' + ''.join(' ' * i + 'class A:\n' for i in range(1, 90)) + ' ' * 90 + 'pass', '[' * 150 + 'x' + ' for x in y]' * 150, 'global ' + ','.join('a%d' % i for i in range(20000)), 'def f[' + ','.join('T%d' % i for i in range(5000)) + ']: pass'):
    for mode in ('exec', 'eval', 'single'):
        try:
            t = symtable.symtable(src, 'f', mode)
            todo = [t]
            n = 0
            while todo and n < 2000:
                n += 1
                x = todo.pop()
                x.get_symbols(); repr(x); x.get_identifiers(); todo += x.get_children()
        except (SyntaxError, RecursionError, MemoryError): pass
for bad in (b'\xff', '\0', None, 5, '', 'x' * 10**6, bytearray(b'x'), memoryview(b'x')):
    for mode in ('exec', 'nothing', None, '\0'):
        try: _symtable.symtable(bad, 'f', mode)
        except (SyntaxError, ValueError, TypeError, MemoryError): pass
print('ok')
