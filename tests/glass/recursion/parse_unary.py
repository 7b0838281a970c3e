# expect: error: RecursionError | error: MemoryError | error: SyntaxError
eval("-" * 1_000_000 + "1")
