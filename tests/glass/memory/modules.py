# expect: memory | time
import sys, types
i = 0
while True:
    m = types.ModuleType("m%d" % i)
    m.data = "x" * 10_000
    sys.modules[m.__name__] = m
    i += 1
