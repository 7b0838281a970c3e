# importlib.abc: the abstract base classes of finders and loaders.
"""Abstract base classes related to import."""

import abc

from . import machinery
from ._fileutil import _load_module_shim, _own_name

__all__ = ["Loader", "MetaPathFinder", "PathEntryFinder", "ResourceLoader",
           "InspectLoader", "ExecutionLoader", "FileLoader", "SourceLoader"]


def _register(cls, *classes):
    for c in classes:
        cls.register(c)


class MetaPathFinder(metaclass=abc.ABCMeta):
    """A finder on sys.meta_path."""

    def invalidate_caches(self):
        """Forget what is cached."""


_register(MetaPathFinder, machinery.BuiltinImporter, machinery.FrozenImporter,
          machinery.PathFinder, machinery.WindowsRegistryFinder)


class PathEntryFinder(metaclass=abc.ABCMeta):
    """A finder of one entry of sys.path."""

    def invalidate_caches(self):
        """Forget what is cached."""


_register(PathEntryFinder, machinery.FileFinder)


class Loader(metaclass=abc.ABCMeta):
    """What loads a module that a finder found."""

    def create_module(self, spec):
        """The module to initialise, None for the default."""
        return None

    def load_module(self, fullname):
        """Load by name, the old way."""
        if not hasattr(self, "exec_module"):
            raise ImportError
        return _load_module_shim(self, fullname)


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

    def get_code(self, fullname):
        """The code object of the module, None if it has none."""
        source = self.get_source(fullname)
        if source is None:
            return None
        return self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The source text of the module, None if it has none."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        """Compile source text."""
        return compile(data, path, "exec", dont_inherit=True)

    def exec_module(self, module):
        """Run the module's code in its namespace."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when "
                              "get_code() returns None")
        exec(code, module.__dict__)


_register(InspectLoader, machinery.BuiltinImporter, machinery.FrozenImporter,
          machinery.NamespaceLoader)


class ExecutionLoader(InspectLoader):
    """A loader of modules that are files."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """The path of the module."""
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


_register(ExecutionLoader, machinery.ExtensionFileLoader)


class FileLoader(ResourceLoader, ExecutionLoader):
    """A loader of one file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def get_filename(self, fullname=None):
        _own_name(self, fullname)
        return self.path

    def load_module(self, fullname=None):
        return super().load_module(_own_name(self, fullname))

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()


_register(FileLoader, machinery.SourceFileLoader, machinery.SourcelessFileLoader)


class SourceLoader(ResourceLoader, ExecutionLoader):
    """A loader of source text."""

    def path_mtime(self, path):
        """When the file was last changed."""
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)["mtime"])

    def path_stats(self, path):
        """What is known of the file: mtime and size."""
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {"mtime": self.path_mtime(path)}

    def set_data(self, path, data):
        """Write bytes to a file."""

    def is_package(self, fullname):
        head, _, tail = self.get_filename(fullname).rpartition("/")
        return tail.rpartition(".")[0] == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as exc:
            raise ImportError("source not available through get_data()", name=fullname) from exc
        from .util import decode_source
        return decode_source(data)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


_register(SourceLoader, machinery.SourceFileLoader)
