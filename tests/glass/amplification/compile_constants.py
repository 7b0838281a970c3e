# expect: error: MemoryError | memory | ok: compiled
compile("x = 'a' * 10000000000", "x", "exec")
compile("x = (0,) * 10000000000", "x", "exec")
compile("x = 1 << 10000000000", "x", "exec")
compile("x = 10 ** 10 ** 10", "x", "exec")
compile("x = '%1000000000d' % 1", "x", "exec")
print("compiled")
