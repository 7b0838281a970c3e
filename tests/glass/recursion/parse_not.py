# expect: error: RecursionError | error: MemoryError | error: SyntaxError
eval("not " * 1_000_000 + "1")
