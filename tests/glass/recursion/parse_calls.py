# expect: error: RecursionError | error: MemoryError | error: SyntaxError | error: TypeError
eval("f" + "()" * 1_000_000, {"f": 1})
