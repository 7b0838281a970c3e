# expect: error: OSError: [Errno 24] Too many open files | memory | handles
import os
while True:
    os.pipe()
