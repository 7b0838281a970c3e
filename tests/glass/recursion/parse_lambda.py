# expect: error: RecursionError | error: MemoryError | error: SyntaxError
eval("lambda: " * 1_000_000 + "1")
