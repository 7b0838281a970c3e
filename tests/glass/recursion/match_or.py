# expect: ok: ok | memory
exec("match 1:\n case " + "|".join(map(str, range(100_000))) + ": print('ok')")
