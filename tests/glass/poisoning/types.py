# expect: ok: done
import types, collections, enum, abc
types.poison = 1
types.FunctionType = int
collections.OrderedDict = None
for c in (enum.Enum, abc.ABC, enum.EnumType):
    try:
        c.poison = 1
    except (TypeError, AttributeError):
        pass
print("done")
