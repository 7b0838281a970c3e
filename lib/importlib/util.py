# importlib.util: helpers for those who write importers or load modules by hand.
"""Utility code for constructing importers, etc."""

import sys
import types

from . import _bootstrap, _bootstrap_external
from ._fileutil import (MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache,
                        source_hash)

ModuleSpec = _bootstrap.ModuleSpec
_find_spec = _bootstrap._find_spec
_resolve_name = _bootstrap._resolve_name
module_from_spec = _bootstrap.module_from_spec
NamespaceLoader = _bootstrap_external.NamespaceLoader

__all__ = ["LazyLoader", "cache_from_source", "decode_source", "find_spec", "module_from_spec",
           "resolve_name", "source_from_cache", "source_hash", "spec_from_file_location",
           "spec_from_loader", "MAGIC_NUMBER"]


def resolve_name(name, package):
    """The absolute name of a possibly relative one."""
    bare = name.lstrip(".")
    dots = len(name) - len(bare)
    if dots and not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    return _resolve_name(bare, package, dots) if dots else name


def find_spec(name, package=None):
    """The spec of a module, without importing it (its parents are imported)."""
    fullname = resolve_name(name, package)
    if fullname in sys.modules:
        return _loaded_spec(name, sys.modules[fullname])
    path = None
    parent = fullname.rpartition(".")[0]
    if parent:
        package_module = __import__(parent, fromlist=["__path__"])
        try:
            path = package_module.__path__
        except AttributeError as exc:
            raise ModuleNotFoundError(
                f"__path__ attribute not found on {parent!r} while trying to find {fullname!r}",
                name=fullname) from exc
    return _find_spec(fullname, path)


def _find_spec_from_path(name, path=None):
    """The spec of a module, looked for along a path as it is: parents are not imported."""
    loaded = name in sys.modules
    return _loaded_spec(name, sys.modules[name]) if loaded else _find_spec(name, path)


def _loaded_spec(name, module):
    """The spec of what sys.modules has, which may be None."""
    spec = None if module is None else getattr(module, "__spec__", _unset)
    if module is not None and (spec is None or spec is _unset):
        raise ValueError(f"{name}.__spec__ is {'None' if spec is None else 'not set'}")
    return spec


_unset = object()


def _says_package(loader, name):
    """What a loader says of whether its module is a package; None if it does not know."""
    try:
        return hasattr(loader, "is_package") and loader.is_package(name)
    except ImportError:
        return None


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec made from what a loader says of its module."""
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if not origin and hasattr(loader, "get_filename"):
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader,
                                       submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = _says_package(loader, name)
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_unset):
    """A spec for a module in a file."""
    if location is None:
        location = "<unknown>"
        if hasattr(loader, "get_filename"):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        import os
        location = os.path.abspath(os.fspath(location))
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        from .machinery import SOURCE_SUFFIXES, SourceFileLoader
        if not location.endswith(tuple(SOURCE_SUFFIXES)):
            return None
        loader = spec.loader = SourceFileLoader(name, location)
    if submodule_search_locations is _unset:
        if _says_package(loader, name):
            spec.submodule_search_locations = []
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(location.rpartition("/")[0])
    return spec


class _LazyModule(types.ModuleType):
    # A module that is loaded when an attribute of it is first asked for.

    def __getattribute__(self, attr):
        spec = object.__getattribute__(self, "__spec__")
        state = spec.loader_state
        with state["lock"]:
            if _still_lazy(self):
                if state["loading"]:
                    # The module asks for itself while it is being executed.
                    return state["class"].__getattribute__(self, attr)
                state["loading"] = True
                _load_now(self, spec, state)
        return getattr(self, attr)

    def __delattr__(self, attr):
        # Load first, so that there is something to delete.
        getattr(self, attr)
        delattr(self, attr)


def _still_lazy(module):
    return object.__getattribute__(module, "__class__") is _LazyModule


def _load_now(module, spec, state):
    """Execute a lazy module; what was set in it before stays."""
    namespace = types.ModuleType.__getattribute__(module, "__dict__")
    original = state["dict"]
    kept = {name: value for name, value in namespace.items()
            if original.get(name, _unset) is not value}
    spec.loader.exec_module(module)
    if sys.modules.get(spec.name, module) is not module:
        raise ValueError(f"module object for {spec.name!r} substituted in sys.modules "
                         "during a lazy load")
    namespace.update(kept)
    if _still_lazy(module):             # else it took another class while it was executed
        object.__setattr__(module, "__class__", state["class"])


class LazyLoader:
    """A loader that puts off another loader's work until the module is used."""

    def __init__(self, loader):
        self.loader = _executing(loader)

    @classmethod
    def factory(cls, loader):
        """A callable that makes lazy loaders around those that `loader` makes."""
        make = _executing(loader)

        def lazy(*args, **kwargs):
            return cls(make(*args, **kwargs))
        return lazy

    def create_module(self, spec):
        create = self.loader.create_module
        return create(spec)

    def exec_module(self, module):
        from threading import RLock
        spec = module.__spec__
        spec.loader = module.__loader__ = self.loader
        spec.loader_state = {"class": type(module), "dict": dict(vars(module)), "lock": RLock(),
                             "loading": False}
        module.__class__ = _LazyModule


def _executing(loader):
    """Return a loader (or a class of them) that may be lazy."""
    if hasattr(loader, "exec_module"):
        return loader
    raise TypeError("loader must define exec_module()")
