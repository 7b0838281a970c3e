# expect: error: MemoryError | error: OverflowError
import os
os.urandom(10**10)
