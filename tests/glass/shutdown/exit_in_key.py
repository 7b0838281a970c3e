# expect: exit: 3
import sys
sorted([2, 1], key=lambda x: sys.exit(3))
