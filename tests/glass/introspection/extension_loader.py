# expect: ok: contained
import importlib.machinery
n = 0
for name in ("ExtensionFileLoader",):
    try:
        L = getattr(importlib.machinery, name)
        l = L("m", "/tmp/m.so")
        import importlib.util
        importlib.util.module_from_spec(importlib.util.spec_from_loader("m", l))
    except (AttributeError, ImportError, OSError, NotImplementedError):
        n += 1
import _imp
try:
    _imp.create_dynamic(importlib.machinery.ModuleSpec("m", None, origin="/lib/x.so"))
except (AttributeError, ImportError, OSError, NotImplementedError):
    n += 1
print("contained" if n == 2 else n)
