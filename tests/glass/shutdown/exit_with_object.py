# expect: time
import sys
class C:
    def __str__(self):
        while True:
            pass
sys.exit(C())
