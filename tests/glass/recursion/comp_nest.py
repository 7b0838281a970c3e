# expect: ok: 181 | memory
print(len(str(eval("["*90 + "1" + " for x in [1]]"*90))))
