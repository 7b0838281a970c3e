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

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

_RELOADING = {}


def invalidate_caches():
    """Make every finder on sys.meta_path forget what it has cached."""
    for finder in sys.meta_path:
        forget = getattr(finder, "invalidate_caches", None)
        if forget is not None:
            forget()


def import_module(name, package=None):
    """Import a module; a relative name needs the package that it is relative to."""
    level = 0
    if name.startswith("."):
        if not package:
            raise TypeError("the 'package' argument is required to perform a "
                            f"relative import for {name!r}")
        level = len(name) - len(name.lstrip("."))
    return _bootstrap._gcd_import(name[level:], package, level)


def reload(module):
    """Load a module again, into the same module object."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError("reload() argument must be a module") from None
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        parent = name.rpartition(".")[0]
        path = None
        if parent:
            try:
                path = sys.modules[parent].__path__
            except KeyError:
                raise ImportError(f"parent {parent!r} not in sys.modules", name=parent) from None
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        _RELOADING.pop(name, None)


