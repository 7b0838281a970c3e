# expect: error: SyntaxError: too many nested parentheses | error: MemoryError
eval("(" * 1_000_000)
