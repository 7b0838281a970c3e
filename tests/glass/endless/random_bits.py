# expect: time | memory | error: MemoryError
import random
while True:
    random.getrandbits(100_000_000)
