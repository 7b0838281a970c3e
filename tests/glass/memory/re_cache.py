# expect: memory | time
import re
i = 0
while True:
    re.compile("a" * 1000 + str(i))
    i += 1
