# importlib.resources: the package of the standard-library folder where there is one, and otherwise files beside the modules
# of a package, as pathlib paths; several folders of a namespace package are seen as one.
"""Read data files that lie in packages."""

import os
import sys

__all__ = ["Package", "Anchor", "ResourceReader", "as_file", "files", "contents", "is_resource", "open_binary",
           "open_text", "path", "read_binary", "read_text"]

_folder = os.path.join(getattr(sys, "_stdlib_dir", None) or "", "importlib", "resources")

if getattr(sys, "_stdlib_dir", None) and os.path.isfile(os.path.join(_folder, "__init__.py")):
    from importlib.machinery import SourceFileLoader as _Loader
    __path__ = [_folder]
    exec(_Loader(__name__, os.path.join(_folder, "__init__.py")).get_code(__name__), globals())
else:
    import contextlib
    import importlib
    import io
    import pathlib
    import tempfile
    import types
    import warnings

    from .abc import ResourceReader, Traversable

    from importlib.machinery import NamespaceLoader, SourceFileLoader, SourcelessFileLoader

    _FILE_LOADERS = SourceFileLoader, SourcelessFileLoader, NamespaceLoader, type(None)
    Package = types.ModuleType | str
    Anchor = Package

    class MultiplexedPath(Traversable):
        """The folders of a namespace package as one."""

        def __init__(self, *paths):
            self._paths = [pathlib.Path(p) for p in dict.fromkeys(paths)]
            if not self._paths:
                raise FileNotFoundError("MultiplexedPath must contain at least one path")
            if not all(p.is_dir() for p in self._paths):
                raise NotADirectoryError("MultiplexedPath only supports directories")

        def iterdir(self):
            seen = set()
            for folder in self._paths:
                for child in folder.iterdir():
                    if child.name not in seen:
                        seen.add(child.name)
                        yield self.joinpath(child.name)

        def is_dir(self):
            return True

        def is_file(self):
            return False

        def joinpath(self, *names):
            if not names:
                return self
            found = [p.joinpath(*names) for p in self._paths]
            there = [p for p in found if p.exists()]
            if len(there) > 1 and all(p.is_dir() for p in there):
                return MultiplexedPath(*there)
            return (there or found)[0]

        __truediv__ = joinpath

        @property
        def name(self):
            return self._paths[0].name

        def __repr__(self):
            return "MultiplexedPath(" + ", ".join(repr(str(p)) for p in self._paths) + ")"

        def open(self, *args, **kwargs):
            raise FileNotFoundError(f"{self} is not a file")

    class LoadedPath(Traversable):
        """A file that only a module's loader may read: of an import root that is granted for nothing else."""

        def __init__(self, loader, path):
            self._loader, self._path = loader, path

        @property
        def name(self):
            return self._path.rpartition("/")[2]

        def joinpath(self, *names):
            return LoadedPath(self._loader, "/".join([self._path, *map(os.fspath, names)])) if names else self

        __truediv__ = joinpath

        def is_file(self):
            try:
                self._loader.get_data(self._path)
                return True
            except OSError:
                return False

        def is_dir(self):
            try:
                self._loader.path_stats(self._path)
            except OSError:
                return False
            return not self.is_file()

        def iterdir(self):
            raise PermissionError(f"{self._path!r} may be read by its loader only, which cannot list it")

        def open(self, mode="r", *args, **kwargs):
            data = io.BytesIO(self._loader.get_data(self._path))
            return data if "b" in mode else io.TextIOWrapper(data, *args, **kwargs)

        def __repr__(self):
            return f"LoadedPath({self._path!r})"

        __str__ = __repr__

    def _caller():
        frame = sys._getframe(1)
        while frame.f_globals is globals():
            frame = frame.f_back
        return frame.f_globals["__name__"]

    def files(anchor=None):
        """The folder of a package, or the one that a module is in: of the caller's module by default."""
        if anchor is None:
            anchor = _caller()
        if isinstance(anchor, str):
            anchor = importlib.import_module(anchor)
        spec = anchor.__spec__
        if not isinstance(spec.loader, _FILE_LOADERS):
            reader = getattr(spec.loader, "get_resource_reader", None)
            reader = reader and reader(spec.name)
            if reader is not None and hasattr(reader, "files"):
                return reader.files()
        if spec.submodule_search_locations is None:
            folders = [os.path.dirname(spec.origin)]
        else:
            folders = list(spec.submodule_search_locations)
        seen = [p for p in folders if os.path.isdir(p)]
        if not seen and folders and hasattr(spec.loader, "get_data"):
            return LoadedPath(spec.loader, folders[0])
        if spec.submodule_search_locations is None:
            return pathlib.Path(folders[0])
        folders = seen
        return pathlib.Path(folders[0]) if len(folders) == 1 else MultiplexedPath(*folders)

    @contextlib.contextmanager
    def as_file(traversable):
        """A context whose value is a path of the file system: the resource itself, or a copy that is removed at the end."""
        if isinstance(traversable, pathlib.Path):
            yield traversable
            return
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, traversable.name)
            _copy(traversable, copy)
            yield copy

    def _copy(source, target):
        if not source.is_dir():
            target.write_bytes(source.read_bytes())
            return
        target.mkdir()
        for child in source.iterdir():
            _copy(child, target / child.name)

    def _resource(anchor, names):
        return files(anchor).joinpath(*names) if names else files(anchor)

    def _encoding(encoding, names):
        # One name means UTF-8; with several the caller says, as the functions were different once.
        if encoding is not None:
            return encoding
        if len(names) > 1:
            raise TypeError("'encoding' argument required with multiple path names")
        return "utf-8"

    def open_binary(anchor, *path_names):
        """Open a resource for reading bytes."""
        return _resource(anchor, path_names).open("rb")

    def open_text(anchor, *path_names, encoding=None, errors="strict"):
        """Open a resource for reading text."""
        return _resource(anchor, path_names).open("r", encoding=_encoding(encoding, path_names), errors=errors)

    def read_binary(anchor, *path_names):
        """The bytes of a resource."""
        return _resource(anchor, path_names).read_bytes()

    def read_text(anchor, *path_names, encoding=None, errors="strict"):
        """The text of a resource."""
        with open_text(anchor, *path_names, encoding=encoding, errors=errors) as f:
            return f.read()

    def path(anchor, *path_names):
        """as_file() of a resource."""
        return as_file(_resource(anchor, path_names))

    def is_resource(anchor, *path_names):
        """Whether there is a file of that name."""
        return _resource(anchor, path_names).is_file()

    def contents(anchor, *path_names):
        """The names of what is in a folder (deprecated)."""
        warnings.warn("contents is deprecated. Use files(anchor).iterdir() instead.", DeprecationWarning, stacklevel=1)
        return (p.name for p in _resource(anchor, path_names).iterdir())
