# pkgutil: what there is to import, packages in several folders, and data that lies beside code.
"""Utilities to support packages."""

import importlib
import importlib.util
import os
import os.path
import sys
from collections import namedtuple
from functools import singledispatch as simplegeneric
from importlib.machinery import FileFinder
from types import ModuleType

__all__ = ["get_importer", "iter_importers", "get_loader", "find_loader", "walk_packages", "iter_modules", "get_data", "read_code",
           "extend_path", "ModuleInfo"]

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")
ModuleInfo.__doc__ = "What is told of a module: its finder, its name, and whether it is a package."


def read_code(stream):
    """The code of an open .pyc file; None if it is of another Python."""
    import marshal
    if stream.read(4) != importlib.util.MAGIC_NUMBER:
        return None
    stream.read(12)  # flags, time and size, or hash, of the source
    return marshal.load(stream)


def walk_packages(path=None, prefix="", onerror=None):
    """ModuleInfos of all modules of the folders of path (sys.path), and of all in packages there, which are imported for that.

    prefix is put in front of the names. onerror is called with the name of a package that cannot be imported; without
    it ImportErrors are ignored and others are raised.
    """
    yield from _walk(path, prefix, onerror, set())


def _walk(path, prefix, onerror, visited):
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except Exception as e:
            if onerror is not None:
                onerror(info.name)
            elif not isinstance(e, ImportError):
                raise
            continue
        inside = [p for p in getattr(sys.modules[info.name], "__path__", None) or [] if p not in visited]
        visited.update(inside)
        yield from _walk(inside, info.name + ".", onerror, visited)


def iter_modules(path=None, prefix=""):
    """ModuleInfos of the modules of the folders of path, by default of all that can be imported by one name."""
    if path is None:
        importers = iter_importers()
    elif isinstance(path, str):
        raise ValueError("path must be None or list of paths to look for modules in")
    else:
        importers = map(get_importer, path)
    yielded = set()
    for i in importers:
        for name, ispkg in iter_importer_modules(i, prefix):
            if name not in yielded:
                yielded.add(name)
                yield ModuleInfo(i, name, ispkg)


@simplegeneric
def iter_importer_modules(importer, prefix=""):
    if not hasattr(importer, "iter_modules"):
        return []
    return importer.iter_modules(prefix)


def _iter_file_finder_modules(importer, prefix=""):
    """(name, whether a package) of what is in the folder of a FileFinder."""
    if importer.path is None or not os.path.isdir(importer.path):
        return
    import inspect
    yielded = set()
    try:
        names = os.listdir(importer.path)
    except OSError:
        names = []
    names.sort()
    for entry in names:
        name = inspect.getmodulename(entry)
        if name == "__init__" or name in yielded:
            continue
        path = os.path.join(importer.path, entry)
        ispkg = False
        if not name and os.path.isdir(path) and "." not in entry:
            name = entry
            try:
                contents = os.listdir(path)
            except OSError:
                contents = []
            for inner in contents:
                if inspect.getmodulename(inner) == "__init__":
                    ispkg = True
                    break
            else:
                continue
        if name and "." not in name:
            yielded.add(name)
            yield prefix + name, ispkg


iter_importer_modules.register(FileFinder, _iter_file_finder_modules)


try:
    import zipimport
    from zipimport import zipimporter
except ImportError:
    pass
else:
    def iter_zipimport_modules(importer, prefix=""):
        """(name, whether a package) of what is in an archive."""
        import inspect
        files = importer._get_files() if hasattr(importer, "_get_files") else zipimport._zip_directory_cache[importer.archive]
        _prefix = importer.prefix
        yielded = set()
        for path in sorted(files):
            if not path.startswith(_prefix):
                continue
            parts = path[len(_prefix):].split(os.sep)
            if len(parts) == 2 and parts[1].startswith("__init__.py"):
                if parts[0] not in yielded:
                    yielded.add(parts[0])
                    yield prefix + parts[0], True
            if len(parts) != 1:
                continue
            name = inspect.getmodulename(parts[0])
            if name == "__init__":
                continue
            if name and "." not in name and name not in yielded:
                yielded.add(name)
                yield prefix + name, False

    iter_importer_modules.register(zipimporter, iter_zipimport_modules)


def get_importer(path_item):
    """The finder of a folder or archive, or None; it is kept in sys.path_importer_cache."""
    path_item = os.fsdecode(path_item)
    try:
        return sys.path_importer_cache[path_item]
    except KeyError:
        pass
    for path_hook in sys.path_hooks:
        try:
            importer = path_hook(path_item)
        except ImportError:
            continue
        sys.path_importer_cache.setdefault(path_item, importer)
        return importer
    return None


def iter_importers(fullname=""):
    """The finders that look for a module: those of its package, which is imported, or all."""
    if fullname.startswith("."):
        raise ImportError("Relative module name {!r} not supported".format(fullname))
    if "." in fullname:
        package_name = fullname.rpartition(".")[0]
        package = importlib.import_module(package_name)
        path = getattr(package, "__path__", None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    for item in path:
        yield get_importer(item)


def get_loader(module_or_name):
    """The loader of a module; deprecated, use importlib.util.find_spec()."""
    import warnings
    warnings.warn("'pkgutil.get_loader' is deprecated; use importlib.util.find_spec() instead", DeprecationWarning, stacklevel=2)
    if module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
        if module_or_name is None:
            return None
    if isinstance(module_or_name, ModuleType):
        module = module_or_name
        loader = getattr(module, "__loader__", None)
        if loader is not None:
            return loader
        if getattr(module, "__spec__", None) is None:
            return None
        fullname = module.__name__
    else:
        fullname = module_or_name
    return _find_loader(fullname)


def find_loader(fullname):
    """The loader of a module by its name, or None; deprecated, use importlib.util.find_spec()."""
    import warnings
    warnings.warn("'pkgutil.find_loader' is deprecated; use importlib.util.find_spec() instead", DeprecationWarning, stacklevel=2)
    return _find_loader(fullname)


def _find_loader(fullname):
    if fullname.startswith("."):
        raise ImportError("Relative module name {!r} not supported".format(fullname))
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as ex:
        raise ImportError("Error while finding loader for {!r} ({}: {})".format(fullname, type(ex), ex)) from ex
    return spec.loader if spec is not None else None


def extend_path(path, name):
    """The path of a package with the folders of its name in all of its parents' folders; lines of NAME.pkg files are added too.

    For __init__.py: __path__ = extend_path(__path__, __name__)
    """
    if not isinstance(path, list):
        return path  # a frozen package has none to extend
    sname_pkg = name + ".pkg"
    path = path[:]
    parent_package, _, final_name = name.rpartition(".")
    if parent_package:
        try:
            search_path = getattr(sys.modules[parent_package], "__path__")
        except (KeyError, AttributeError):
            return path
    else:
        search_path = sys.path
    for dir in search_path:
        if not isinstance(dir, str):
            continue
        finder = get_importer(dir)
        if finder is not None:
            portions = []
            if hasattr(finder, "find_spec"):
                spec = finder.find_spec(final_name)
                if spec is not None:
                    portions = spec.submodule_search_locations or []
            for portion in portions:
                if portion not in path:
                    path.append(portion)
        pkgfile = os.path.join(dir, sname_pkg)
        if os.path.isfile(pkgfile):
            try:
                f = open(pkgfile)
            except OSError as msg:
                sys.stderr.write("Can't open %s: %s\n" % (pkgfile, msg))
            else:
                with f:
                    for line in f:
                        line = line.rstrip("\n")
                        if line and not line.startswith("#"):
                            path.append(line)  # even if it is not there
    return path


def get_data(package, resource):
    """The bytes of a file in a package, named with slashes; None if the package is none, or its loader has no get_data()."""
    spec = importlib.util.find_spec(package)
    if spec is None:
        return None
    loader = spec.loader
    if loader is None or not hasattr(loader, "get_data"):
        return None
    mod = sys.modules.get(package) or importlib._bootstrap._load(spec)
    if mod is None or not hasattr(mod, "__file__"):
        return None
    parts = resource.split("/")
    parts.insert(0, os.path.dirname(mod.__file__))
    return loader.get_data(os.path.join(*parts))


def resolve_name(name):
    """The object of a name: 'package.module:object.attribute', or with a dot for the colon, which takes longer."""
    if not isinstance(name, str):
        raise TypeError(f"expected string or bytes-like object, got {type(name).__name__!r}")
    module_name, colon, inner = name.partition(":")
    path = inner.split(".") if inner else []
    modules = module_name.split(".")
    if not all(word.isidentifier() for word in modules + path):
        raise ValueError(f"invalid format: {name!r}")
    if colon:
        found = importlib.import_module(module_name)
    else:
        # as many words as are modules, then attributes
        found = importlib.import_module(modules[0])
        for i in range(1, len(modules)):
            try:
                found = importlib.import_module(".".join(modules[:i + 1]))
            except ImportError:
                path = modules[i:]
                break
    for word in path:
        found = getattr(found, word)
    return found
