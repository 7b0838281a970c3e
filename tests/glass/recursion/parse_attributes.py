# expect: error: RecursionError | error: MemoryError | error: SyntaxError | error: AttributeError
eval("x" + ".x" * 1_000_000, {"x": 1})
