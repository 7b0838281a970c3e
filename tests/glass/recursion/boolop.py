# expect: ok: 1 | memory
print(eval("1" + " and 1"*200_000))
