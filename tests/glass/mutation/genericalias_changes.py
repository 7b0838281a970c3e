# expect: ok: ok
import types, typing
class A(tuple): pass
class Args(tuple):
    def __iter__(s): raise KeyError
    def __getitem__(s, i): return s
T = typing.TypeVar('T')
class Sub:
    n = 0
    def __typing_subst__(s, *a): Sub.n += 1; return s if Sub.n % 2 else [s]
    def __typing_prepare_subst__(s, al, args): Sub.n += 1; return [args, (), 5, (s,) * 100][Sub.n % 4]
    __parameters__ = property(lambda s: (s, T, 5))
    def __hash__(s): return Sub.n
    def __eq__(s, o): return Sub.n % 3
    def __mro_entries__(s, b): return (s,) if Sub.n % 2 else 5
s = Sub()
for i in range(200):
    for f in (lambda: list[s][int], lambda: list[s, T][int, str], lambda: types.GenericAlias(s, s)[int], lambda: dict[T, s][s], lambda: list[s] | dict[T, s], lambda: (list[s] | None)[int], lambda: types.GenericAlias(list, Args([1])), lambda: type('C', (list[s],), {}), lambda: type('C', (types.GenericAlias(s, 1),), {}), lambda: [*list[s]], lambda: list[*tuple[s, ...]], lambda: isinstance(1, list[s] | int), lambda: list[s].__parameters__, lambda: list[s] == list[s], lambda: {list[s]: 1}, lambda: list[s].__reduce__(), lambda: list[s].__class__(5, 6), lambda: types.UnionType.__getitem__(int | list[T], s), lambda: typing.Union[s, T][int], lambda: tuple[s][s][s]):
        try: f()
        except Exception: pass
print('ok')
