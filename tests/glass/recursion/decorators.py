# expect: error: SyntaxError | memory
exec("@(lambda f: f)\n"*100_000 + "def g(): pass\nprint(g)")
