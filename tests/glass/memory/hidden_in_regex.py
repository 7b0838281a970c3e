# expect: memory | time
import re
a = []
while True:
    a.append(re.match("x*", "x" * 100_000))
