# expect: memory | ok: ended | time
# grant: children
# The children's memory is the parent's.
import interpreters
kids = []
try:
    while True:
        i = interpreters.create()
        kids.append(i)
        i.exec("a = ['x' * 1_000_000 + str(n) for n in range(10)]")
except Exception:
    print("ended")
