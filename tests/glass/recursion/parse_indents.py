# expect: error: IndentationError: too many levels of indentation | error: SyntaxError | error: MemoryError
compile("".join(" " * i + "if 1:\n" for i in range(5000)) + " " * 5000 + "pass", "x", "exec")
