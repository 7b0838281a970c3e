# expect: error: MemoryError | error: OverflowError
"%*d" % (2**40, 1)
