# expect: error: MemoryError | error: ValueError: precision too big | error: OverflowError
"%.10000000000f" % 1.0
