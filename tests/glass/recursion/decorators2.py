# expect: error: SyntaxError | memory
exec("d = lambda f: f\n" + "@d\n"*300_000 + "class g: pass\nprint(g)")
