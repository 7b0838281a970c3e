# expect: error: RecursionError | error: MemoryError | error: SyntaxError | ok: parsed | time | memory
compile("if x: pass\n" + "elif x: pass\n" * 100_000, "x", "exec")
print("parsed")
