# expect: output
import sys
sys.exit('x' * 5_000_000)
