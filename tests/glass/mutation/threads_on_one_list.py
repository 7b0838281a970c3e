# expect: ok: survived
import threading
a, d = [], {}
def f(n):
    for i in range(2000):
        a.append(i)
        if len(a) > 50:
            try:
                a.pop(), a.sort(), a.reverse()
            except (IndexError, ValueError):
                pass
        d[i % 20] = i
        d.pop(n, None)
ts = [threading.Thread(target=f, args=(n,)) for n in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("survived")
