# expect: ok: True
n = 0
def subs(c):
    yield c
    for s in c.__subclasses__(): yield from subs(s)
for c in subs(BaseException):
    for args in ((), (1,), ('a', 'b'), ('a', (1, 2, 3, 4)), ('m', [1]), ('u', b'x', 0, 1, 'r'), ('u', 'x', 0, 1, 'r'), ('x', 0, 1, 'r'), ('a', ('f', 1, 2, 't', 5, 6, 7)), (2, 'x', 'f', 3, 'g')):
        try: e = c(*args)
        except Exception: continue
        for k in dir(e):
            for v in (None, 5, 'x', (), [1], 2**70, -1, {}, e, b'q'):
                try: setattr(e, k, v)
                except Exception: n += 1
                try: str(e)[:1]; repr(e)[:1]; e.__reduce__()
                except Exception: n += 1
            try: delattr(e, k); str(e); repr(e)
            except Exception: n += 1
        import traceback
        try: traceback.format_exception(e)
        except Exception: n += 1
print(n > 100)
