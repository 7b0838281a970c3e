# expect: error: RecursionError | error: MemoryError | error: SyntaxError | ok: 1000001
print(eval("1" + "+1" * 1_000_000))
