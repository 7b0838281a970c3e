# importlib.abc: the abstract base classes of finders and loaders.
"""Abstract base classes related to import."""

import abc

from . import machinery
from ._fileutil import _load_module_shim, _own_name

__all__ = """
    MetaPathFinder PathEntryFinder
    Loader ResourceLoader InspectLoader ExecutionLoader FileLoader SourceLoader
    """.split()


class MetaPathFinder(metaclass=abc.ABCMeta):
    """A finder on sys.meta_path."""

    def invalidate_caches(self):
        """Forget what is cached."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """A finder of one entry of sys.path."""

    def invalidate_caches(self):
        """Forget what was found in this entry."""


class Loader(metaclass=abc.ABCMeta):
    """What loads a module that a finder found."""

    def create_module(self, spec):
        """The module to initialise, None for the default."""

    def load_module(self, fullname):
        """Load by name, the old way."""
        if hasattr(self, "exec_module"):
            return _load_module_shim(self, fullname)
        raise ImportError


class ResourceLoader(Loader):
    """A loader that can read data files."""

    @abc.abstractmethod
    def get_data(self, path):
        """The bytes of a file."""
        raise OSError


class InspectLoader(Loader):
    """A loader whose modules can be looked at without being run."""

    def is_package(self, fullname):
        """Whether the module is a package."""
        raise ImportError

    @abc.abstractmethod
    def get_source(self, fullname):
        """The source text of the module, None if it has none."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        """Compile source text."""
        return compile(data, path, mode="exec", dont_inherit=True)

    def get_code(self, fullname):
        """The code object of the module, None if it has none."""
        text = self.get_source(fullname)
        return None if text is None else self.source_to_code(text, *self._place(fullname))

    def _place(self, fullname):
        """What source_to_code() can be told of where the source is."""
        return ()

    def exec_module(self, module):
        """Run the module's code in its namespace."""
        name = module.__name__
        code = self.get_code(name)
        if code is None:
            raise ImportError(f"cannot load module {name!r} when get_code() returns None")
        exec(code, vars(module))


class ExecutionLoader(InspectLoader):
    """A loader of modules that are files."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """The path of the module."""
        raise ImportError

    def _place(self, fullname):
        try:
            return self.get_filename(fullname),
        except ImportError:
            return ()


class FileLoader(ResourceLoader, ExecutionLoader):
    """A loader of one file."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def get_filename(self, fullname=None):
        _own_name(self, fullname)
        return self.path

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()

    def load_module(self, fullname=None):
        return super().load_module(_own_name(self, fullname))

    def __eq__(self, other):
        return (type(self), vars(self)) == (type(other), getattr(other, "__dict__", None))

    def __hash__(self):
        return hash((self.name, self.path))


class SourceLoader(ResourceLoader, ExecutionLoader):
    """A loader of source text. Of path_stats() and path_mtime(), which are made of each other,
    a subclass may define one."""

    def path_stats(self, path):
        """What is known of the file: mtime and size."""
        self._require("path_mtime")
        return dict(mtime=self.path_mtime(path))

    def path_mtime(self, path):
        """When the file was last changed."""
        self._require("path_stats")
        changed = self.path_stats(path)["mtime"]
        return int(changed)

    def _require(self, name):
        if getattr(self, name).__func__ is vars(SourceLoader)[name]:
            raise OSError

    def set_data(self, path, data):
        """Write bytes to a file."""

    def is_package(self, fullname):
        file = self.get_filename(fullname).rpartition("/")[2]
        return file.rpartition(".")[0] == "__init__" != fullname.rpartition(".")[2]

    def get_source(self, fullname):
        try:
            data = self.get_data(self.get_filename(fullname))
        except OSError as exc:
            raise ImportError("source not available through get_data()", name=fullname) from exc
        from .util import decode_source
        return decode_source(data)

    def get_code(self, fullname):
        file = self.get_filename(fullname)
        return self.source_to_code(self.get_data(file), file)


# The native importers are instances in spirit.
for _base, _names in ((MetaPathFinder, "BuiltinImporter FrozenImporter PathFinder WindowsRegistryFinder"),
                      (PathEntryFinder, "FileFinder"),
                      (InspectLoader, "BuiltinImporter FrozenImporter NamespaceLoader"),
                      (ExecutionLoader, "ExtensionFileLoader"),
                      (FileLoader, "SourceFileLoader SourcelessFileLoader"),
                      (SourceLoader, "SourceFileLoader")):
    for _name in _names.split():
        _base.register(getattr(machinery, _name))
del _base, _names, _name
