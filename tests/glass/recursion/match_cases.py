# expect: exit: 0 | memory
exec("match -1:\n" + "".join(f" case {i}: pass\n" for i in range(50_000)))
