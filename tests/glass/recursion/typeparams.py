# expect: error: SyntaxError | memory
exec("def f[" + ",".join(f"T{i}" for i in range(50_000)) + "](): pass\nprint(len(f.__type_params__))")
