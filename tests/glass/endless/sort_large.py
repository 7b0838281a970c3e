# expect: time | memory
import random
a = [random.random() for _ in range(200_000)]
while True:
    sorted(a, key=lambda x: -x)
