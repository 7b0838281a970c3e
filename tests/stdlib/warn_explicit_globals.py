# warn_explicit() with module_globals: which loader they name, and what is said of those that contradict themselves.
import types
import warnings

from types import SimpleNamespace as NS

loader, other = object(), object()
cases = [
    {}, {"__loader__": None}, {"__spec__": None}, {"__loader__": None, "__spec__": None},
    {"__loader__": None, "__spec__": NS(loader=None)}, {"__loader__": loader}, {"__loader__": loader, "__spec__": None},
    {"__loader__": loader, "__spec__": NS()}, {"__loader__": loader, "__spec__": NS(loader=other)},
    {"__loader__": loader, "__spec__": NS(loader=None)}, {"__spec__": NS()}, {"__spec__": NS(loader=loader)},
    {"__loader__": loader, "__spec__": NS(loader=loader)}, {"__loader__": None, "__spec__": NS(loader=loader)},
    {"__loader__": None, "__spec__": NS()}, {"__spec__": NS(loader=None)},
]
for case in cases:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            warnings.warn_explicit("text", UserWarning, "file", 1, module_globals={"__name__": "bar", **case})
        except (ValueError, AttributeError) as e:
            print(type(e).__name__, e)
        print([(w.category.__name__, str(w.message)) for w in seen])
for args in (None, None, None, 1), ("text", None, "file", 1), (None, UserWarning, None, None), ("text", 5, "file", 1):
    try:
        warnings.warn_explicit(*args)
    except TypeError:
        print("TypeError")
