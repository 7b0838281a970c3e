# expect: ok: True
import sys, io, re, types, collections, itertools, functools, contextvars, struct, random, json, codecs, threading, operator, array, weakref
def subs(c, seen=set()):
    for s in type.__subclasses__(c):
        if s not in seen: seen.add(s); subs(s)
    return seen
n = 0
for c in list(subs(object)):
    for mk in (lambda: c.__new__(c), lambda: object.__new__(c), lambda: c(), lambda: c.__new__(c, 1), lambda: c.__new__(c, 'a', 'b')):
        try: o = mk()
        except BaseException: continue
        for k in dir(o):
            if k in ('acquire', 'wait', 'join', 'get', '__init_subclass__', 'sleep', 'readline', 'serve_forever'): continue
            try:
                a = getattr(o, k)
                if callable(a) and not isinstance(a, type): a()
            except BaseException: n += 1
        for f in (repr, hash, len, iter, str, bool, next, lambda x: x == x, lambda x: x + 1, lambda x: x[0], dir, bytes, int):
            try: f(o)
            except BaseException: n += 1
print(n > 1000)
