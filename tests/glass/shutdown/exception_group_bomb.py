# expect: exit: 1 | output | memory | time
e = [ValueError(i) for i in range(100)]
for _ in range(20):
    e = [ExceptionGroup("g" * 100, e) for _ in range(3)]
raise ExceptionGroup("all", e)
