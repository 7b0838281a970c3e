# expect: memory
import collections
d = collections.deque()
while True:
    d.append(0)
