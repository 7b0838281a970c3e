# expect: ok: 1 | memory
print(eval("1" + " and 1 or 0"*100_000))
