# expect: ok: [1] | memory
print(eval("[1 for x in [1] " + "if 1 "*100_000 + "]"))
