# list[int] and int | str.
import re


def show(s):
    print(re.sub(r"0x[0-9a-f]+", "0x", str(s)))


def tr(f):
    try:
        show(repr(f()))
    except BaseException as e:
        show(f"{type(e).__name__} | {e} | {getattr(e, '__notes__', '')}")


import types
class TV:
    def __init__(s,n): s.n=n
    def __repr__(s): return '~'+s.n
    def __typing_subst__(s,a): return a
    def __hash__(s): return hash(s.n)
T=TV('T'); S=TV('S')
GA=types.GenericAlias
print('--GA')
g=list[int]
tr(lambda: g)
tr(lambda: list[int,str])
tr(lambda: list[()])
tr(lambda: dict[str,list[int]])
tr(lambda: list[...])
tr(lambda: list[None])
tr(lambda: list['x'])
tr(lambda: tuple[int,...])
tr(lambda: list[[int,str]])
tr(lambda: list[T])
tr(lambda: [g.__origin__,g.__args__,g.__parameters__,g.__unpacked__, g.__class__, type(g)])
tr(lambda: g.append)
tr(lambda: g.nope)
tr(lambda: setattr(g,'x',1))
tr(lambda: g())
tr(lambda: g([1]))
tr(lambda: g==list[int])
tr(lambda: g!=list[str])
tr(lambda: hash(g)==hash(list[int]))
tr(lambda: g.__mro_entries__(()))
tr(lambda: g.__reduce__())
tr(lambda: list[T][int])
tr(lambda: dict[T,S][int,str])
tr(lambda: dict[T,S].__parameters__)
tr(lambda: dict[T,S][int])
tr(lambda: dict[T,T][int,str])
tr(lambda: g[int])
tr(lambda: list[T][()])
tr(lambda: isinstance([],g))
tr(lambda: issubclass(list,g))
tr(lambda: isinstance(g,type))
tr(lambda: list(tuple[int,str]))
tr(lambda: list(list[int])[0].__unpacked__)
tr(lambda: list(list[int])[0].__reduce__())
tr(lambda: tuple[T,list[S]].__parameters__)
tr(lambda: tuple[T,list[S]][int,str])
tr(lambda: GA(list,int))
tr(lambda: GA(list,(int,)))
tr(lambda: GA())
tr(lambda: GA(1))
tr(lambda: GA(1,2))
tr(lambda: GA(list,int,a=1))
tr(lambda: sorted(k for k in GA.__dict__))
tr(lambda: bool(GA.__doc__))
tr(lambda: list[int]|None)
tr(lambda: list[T]|int)
tr(lambda: (list[T]|int)[str])
tr(lambda: g.__doc__ == list.__doc__)
tr(lambda: g.__module__)
tr(lambda: g.__qualname__)
tr(lambda: g.__name__)
class D(dict[str,int]): pass
tr(lambda: [D.__bases__,D.__orig_bases__])
d=dict[str,int]()
tr(lambda: type(d))
tr(lambda: list[int,T][str])
tr(lambda: tuple[*tuple[int,...]])
tr(lambda: tuple[*tuple[int,str]])
class Foo:
    def __class_getitem__(c,k): return GA(c,k)
f=Foo[int]
tr(lambda: f)
i=f()
tr(lambda: i.__orig_class__)
tr(lambda: Foo[int].__class__)
tr(lambda: sorted(f.__dict__))
tr(lambda: list[lambda:0])
tr(lambda: hash(list[[]]))
tr(lambda: list[0])
tr(lambda: type[int])
tr(lambda: type[int].__origin__)
tr(lambda: g.__call__)
def wr(): g.__origin__=3
tr(wr)
tr(lambda: GA.__origin__)
tr(lambda: GA.__unpacked__)
tr(lambda: GA.__parameters__)
tr(lambda: setattr(g,'__parameters__',1))
print('--UN'); U=int|str
tr(lambda: U)
tr(lambda: U.__args__)
tr(lambda: U.__parameters__)
tr(lambda: U==str|int)
tr(lambda: U==int)
tr(lambda: hash(U)==hash(str|int))
tr(lambda: int|int)
tr(lambda: int|None|int)
tr(lambda: int|(str|None))
tr(lambda: isinstance(1,U))
tr(lambda: issubclass(bool,U))
tr(lambda: isinstance(None,int|None))
tr(lambda: (int|str)[int])
tr(lambda: None|None)
tr(lambda: int|type(None))
tr(lambda: int|...)
tr(lambda: list[int]|dict[str,int])
tr(lambda: isinstance(1, int|list[int]))
tr(lambda: isinstance('1', int|list[int]))
tr(lambda: U.__or__(None))
tr(lambda: int|list)
class M(type):
    def __or__(s,o): return 'or'
class MC(metaclass=M): pass
tr(lambda: MC|int)
tr(lambda: int|MC)
