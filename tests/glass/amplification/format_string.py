# expect: error: MemoryError | error: ValueError
"{:>{}}".format("x", 10**10)
