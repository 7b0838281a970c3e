# expect: time
import random
while True:
    random.sample(range(10**12), 1000)
