# expect: error: RecursionError | memory
exec("import " + ".".join(["a"]*100_000))
