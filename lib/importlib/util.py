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
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    return _resolve_name(name[level:], package, level)


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
    if name not in sys.modules:
        return _find_spec(name, path)
    return _loaded_spec(name, sys.modules[name])


def _loaded_spec(name, module):
    """The spec of what sys.modules has, which may be None."""
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f"{name}.__spec__ is not set") from None
    if spec is None:
        raise ValueError(f"{name}.__spec__ is None")
    return spec


_unset = object()


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
        is_package = False
        if hasattr(loader, "is_package"):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
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
        if hasattr(loader, "is_package"):
            try:
                if loader.is_package(name):
                    spec.submodule_search_locations = []
            except ImportError:
                pass
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
            if object.__getattribute__(self, "__class__") is _LazyModule:
                namespace = types.ModuleType.__getattribute__(self, "__dict__")
                if state["loading"]:
                    # The module asks for itself while it is being executed.
                    return state["class"].__getattribute__(self, attr)
                state["loading"] = True
                before = state["dict"]
                changed = {k: v for k, v in namespace.items()
                           if k not in before or v is not before[k]}
                spec.loader.exec_module(self)
                name = spec.name
                if name in sys.modules and self is not sys.modules[name]:
                    raise ValueError(f"module object for {name!r} substituted in sys.modules "
                                     "during a lazy load")
                namespace.update(changed)
                if object.__getattribute__(self, "__class__") is _LazyModule:
                    # else it took another class while it was executed
                    object.__setattr__(self, "__class__", state["class"])
        return getattr(self, attr)

    def __delattr__(self, attr):
        # Load first, so that there is something to delete.
        self.__getattribute__(attr)
        delattr(self, attr)


class LazyLoader:
    """A loader that puts off another loader's work until the module is used."""

    def __init__(self, loader):
        self.__check(loader)
        self.loader = loader

    @staticmethod
    def __check(loader):
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")

    @classmethod
    def factory(cls, loader):
        """A callable that makes lazy loaders around those that `loader` makes."""
        cls.__check(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        import threading
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {"dict": module.__dict__.copy(), "lock": threading.RLock(),
                                        "class": module.__class__, "loading": False}
        module.__class__ = _LazyModule
