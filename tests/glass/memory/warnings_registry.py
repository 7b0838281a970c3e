# expect: memory | time | output
import warnings
i = 0
while True:
    warnings.warn("x" * 10_000 + str(i))
    i += 1
