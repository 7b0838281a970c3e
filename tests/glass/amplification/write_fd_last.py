# expect: output
# The last thing that it does: nothing after it would see the limit.
import os
os.write(1, b"x" * (8 << 20))
