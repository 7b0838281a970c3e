# expect: ok: done
import random
random.seed(0)
random.random = lambda: 4
random._inst = None
print("done")
