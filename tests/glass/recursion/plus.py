# expect: error: RecursionError | memory
print(eval("1" + "+1"*200_000))
