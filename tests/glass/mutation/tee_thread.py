# expect: ok: 4
import itertools as I, threading
def src():
    for i in range(3000): yield i
a, b = I.tee(src())
out = []
def w(it):
    try: out.append(sum(1 for _ in it))
    except (RuntimeError, ValueError) as e: out.append(type(e).__name__)
ts = [threading.Thread(target=w, args=(x,)) for x in (a, b, a, b)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(out))
