# expect: ok: ok
# a finaliser that catches exceptions runs between a raise and its handler
import sys
class D:
    def __del__(self):
        try: raise KeyError("del")
        except KeyError: pass
n = 0
while n < 60_000:
    D()
    try: raise ValueError(n)
    except Exception as e:
        assert type(e) is ValueError and e.args == (n,)
    n += 1
print("ok")
