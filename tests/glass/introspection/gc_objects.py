# expect: ok: contained
import gc, sys
bad = []
for o in gc.get_objects():
    try:
        n = type(o).__name__
        if n == "module" and getattr(o, "__name__", "").startswith("canary"):
            bad.append(o)
        if n == "dict" and "SECRET_OF_ANOTHER" in o and o is not globals():
            bad.append("dict")
    except Exception:
        pass
print("contained" if not bad else bad)
