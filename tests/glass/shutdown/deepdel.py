# expect: ok: True
def deep(n):
    return n and 1 + deep(n - 1)
class D:
    def __del__(self):
        deep(700)
def f(x):
    i = 0
    while i < 1500:
        D()
        i += 1
        if i % 2 == 0 and "a" in x:
            continue
        assert i % 2 == 1, i
    return i
import threading
r = []
for _ in range(3):
    t = threading.Thread(target=lambda: r.append(f("abc"))); t.start(); t.join()
print(r == [1500] * 3)
