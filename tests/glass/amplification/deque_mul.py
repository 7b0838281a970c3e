# expect: memory
from collections import deque
deque([1, 2]) * 2**61
