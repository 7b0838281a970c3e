# expect: memory | time
import sys
a = []
while True:
    a.append(sys.intern("name_%d" % len(a) + "x" * 1000))
