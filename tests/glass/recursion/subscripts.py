# expect: error: RecursionError | memory
eval("x" + "[0]"*200_000, {"x": None})
