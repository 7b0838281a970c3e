# expect: memory
import os
i = 0
while True:
    os.putenv("NAME%d" % i, "x" * 100_000)
    i += 1
