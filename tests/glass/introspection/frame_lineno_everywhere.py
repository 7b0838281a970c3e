# expect: ok: done
# A trace function sends a frame from every line to every other one.
import sys, contextlib, warnings
warnings.simplefilter("ignore")
SRC='''
def f(n, L, D):
    x = 1
    for i in L:
        y = i
        for k, v in D.items():
            z = k
            while n:
                n -= 1
                q = [a for a in L if a]
    with contextlib.nullcontext(5) as c:
        w = c
        try:
            u = w / n
        except ZeroDivisionError as e:
            t = e
            try:
                raise KeyError from e
            except KeyError as ee:
                s = ee
            finally:
                r = 1
        finally:
            o = 2
        for j in range(3):
            p = j
            if p: continue
            m = (yield p)
    match L:
        case [1, *rest]:
            b = rest
        case {"a": bb}:
            b = bb
    def inner():
        return x + n
    try:
        cc = inner()
        dd = [*L, *D]
        ff = f"{x}{y!r:>{n}}"
        del y
        gg = y
    except* ValueError as eg:
        hh = eg
    except* NameError as eg:
        hh = eg
    for i, (j, k) in zip(L, D.items()):
        with contextlib.nullcontext(1) as a1, contextlib.nullcontext(2) as a2:
            ii = a1 + a2
            break
    else:
        jj = 1
    async_ = 1
    return (x, b)
'''
ns={'contextlib':contextlib}
src=SRC
exec(compile(src,'J','exec'),ns)
f=ns['f']
N=src.count('\n')
def go(frm, to, when):
    seen=[0]
    def tr(fr,ev,arg):
        if fr.f_code is not f.__code__: return None
        if ev==when[0] and fr.f_lineno==frm:
            seen[0]+=1
            if seen[0]==1:
                try: fr.f_lineno=to
                except ValueError: pass
        return tr
    sys.settrace(tr)
    try:
        g=f(3,[1,2,3],{1:2,3:4})
        for _ in range(20):
            g.send(None)
    except BaseException as e: pass
    finally: sys.settrace(None)
for frm in range(2, N + 1, 3):
    for to in range(2,N+1):
        for when in (('line',),('exception',),('return',)):
            if when[0]!='line' and (frm+to)%3: continue
            go(frm,to,when)
print("done")
