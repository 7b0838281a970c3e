# expect: error: MemoryError | error: OverflowError
import random
random.getrandbits(10**11)
