# expect: error: SyntaxError | memory
s = ''
for i in range(19): s += ' '*i + 'try: pass\n' + ' '*i + 'finally:\n'
s += ' '*20 + 'pass'
compile(s, 'x', 'exec'); print('ok')
