# expect: output
e = ValueError('x')
for i in range(100_000): e.add_note('n' * 100)
raise e
