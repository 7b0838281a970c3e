# expect: ok: made by their own
# The __new__ of one builtin type in a class that has the layout of another.
import functools
import types

wrong = []
for base in (OSError, ExceptionGroup, types.ModuleType, functools.partial, dict, Exception):
    for new in (object.__new__, Exception.__new__, OSError.__new__, list.__new__):
        C = type("C", (base,), {"__new__": new})
        for make in (lambda: C(), lambda: C("a"), lambda: new(C), lambda: C(int), lambda: C("a", [ValueError()])):
            try:
                o = make()
            except (TypeError, ValueError):
                continue
            for use in (repr, str, dir, list, dict, lambda o: o(), lambda o: o.args, lambda o: o.x, lambda o: o.__init__()):
                try:
                    use(o)
                except Exception:
                    pass


print(wrong or "made by their own")
