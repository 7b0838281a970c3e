# expect: ok: ok
import sys
n = 0
def tr(f, e, a):
    global n; n += 1
    f.f_trace_opcodes = True
    if e == 'line' and n % 7 == 0:
        try: f.f_lineno = f.f_lineno + 1
        except ValueError: pass
    if n % 11 == 0: raise KeyError
    if n % 13 == 0: sys.settrace(5)
    return [tr, None, 5, tr][n % 4]
def body():
    for i in range(5):
        try:
            with open('x') as f: pass
        except OSError: x = [j for j in range(3)]
        finally: y = 1
    return x
for i in range(300):
    sys.settrace(tr)
    try: body()
    except Exception: pass
    sys.setprofile(tr)
    try: body()
    except Exception: pass
    sys.settrace(None); sys.setprofile(None)
print('ok')
