# expect: ok: 1 | memory
print(("{0" + ".real"*100_000 + "}").format(1))
