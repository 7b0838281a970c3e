# expect: ok: False | memory
print(eval("1" + "<2"*200_000))
