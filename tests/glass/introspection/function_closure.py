# expect: ok: contained
import types
def outer():
    x = 1
    def inner():
        return x
    return inner
i = outer()
for cl in (None, (), (1,), (types.CellType(),), (types.CellType(1), types.CellType(2))):
    try:
        types.FunctionType(i.__code__, {}, "n", (), cl)()
    except (ValueError, TypeError, NameError):
        pass
try:
    i.__code__ = (lambda: 1).__code__
except ValueError:
    pass
try:
    i.__defaults__ = 5
except TypeError:
    pass
i.__kwdefaults__ = {"zz": 1}
i()
print("contained")
