# expect: error: SyntaxError | memory
exec("import contextlib as c\nn=c.nullcontext\nwith " + ",".join(["n()"]*20_000) + ": print('ok')")
