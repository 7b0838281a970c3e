# importlib: the import system as functions. The system itself is native (_frozen_importlib and
# _frozen_importlib_external); what is here calls it.
"""The import system as a library."""

import sys
import _imp
try:
    import _frozen_importlib as _bootstrap
    import _frozen_importlib_external as _bootstrap_external
except ImportError:
    # A caller that wants a second importlib has blocked the first one's modules.
    from . import _bootstrap, _bootstrap_external
__import__ = _bootstrap.__import__

__all__ = ["import_module", "reload", "invalidate_caches", "__import__"]

_RELOADING = {}                         # by name; a module may ask for its own reload while it runs


def import_module(name, package=None):
    """Import a module; a relative name needs the package that it is relative to."""
    bare = name.lstrip(".")
    dots = len(name) - len(bare)
    if dots and not package:
        raise TypeError("the 'package' argument is required to perform a relative import "
                        f"for {name!r}")
    return _bootstrap._gcd_import(bare, package, dots)


def invalidate_caches():
    """Make every finder on sys.meta_path forget what it has cached."""
    for forget in [getattr(finder, "invalidate_caches", None) for finder in sys.meta_path]:
        if forget is not None:
            forget()
    namespaces = sys.modules.get("importlib._namespace")
    if namespaces is not None:
        namespaces._NamespacePath._epoch += 1


def reload(module):
    """Load a module again, into the same module object."""
    spec = getattr(module, "__spec__", None)
    name = getattr(spec, "name", None) or getattr(module, "__name__", None)
    if name is None:
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name, _RELOADING) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    if name in _RELOADING:
        return module
    _RELOADING[name] = module
    try:
        # (without a spec the module knows that too)
        spec = module.__spec__ = _find_again(name, module)
        if spec is None:
            raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
        _bootstrap._exec(spec, module)
    finally:
        _RELOADING.pop(name, None)
    return sys.modules[name]


def _find_again(name, module):
    """Return the spec of a loaded module as it would be found now, None if it is gone."""
    parent, _, _ = name.rpartition(".")
    if parent and parent not in sys.modules:
        raise ImportError(f"parent {parent!r} not in sys.modules", name=parent)
    path = sys.modules[parent].__path__ if parent else None
    return _bootstrap._find_spec(name, path, module)
