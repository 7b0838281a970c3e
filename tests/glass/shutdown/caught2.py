# expect: ok: ok
class D:
    def __del__(self):
        try: raise KeyError("del")
        except KeyError: pass
n = 0
while n < 60_000:
    D()
    n += 1
print("ok")
