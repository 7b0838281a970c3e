# expect: output | memory | time | exit: 1
e = ValueError()
for i in range(100_000):
    e.add_note("x" * 100)
raise e
