# expect: exit: 255 | exit: 0 | exit: 1
import sys
sys.exit(10**100)
