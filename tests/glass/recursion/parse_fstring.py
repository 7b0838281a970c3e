# expect: error: SyntaxError | error: RecursionError | error: MemoryError
eval('f"{' * 100_000 + "1")
