# expect: error: RecursionError | error: MemoryError | error: SyntaxError
eval("1 if 1 else " * 1_000_000 + "1")
