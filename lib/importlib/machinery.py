# importlib.machinery: the finders and loaders, by their public names.
"""The machinery of importlib: finders, loaders, hooks, etc."""

from . import _bootstrap, _bootstrap_external
from ._fileutil import SourcelessFileLoader

BuiltinImporter = _bootstrap.BuiltinImporter
FrozenImporter = _bootstrap.FrozenImporter
ModuleSpec = _bootstrap.ModuleSpec
FileFinder = _bootstrap_external.FileFinder
NamespaceLoader = _bootstrap_external.NamespaceLoader
PathFinder = _bootstrap_external.PathFinder
SourceFileLoader = _bootstrap_external.SourceFileLoader

SOURCE_SUFFIXES = [".py"]
DEBUG_BYTECODE_SUFFIXES = [".pyc"]
OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]
BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []


class _Unsupported:
    # Loaders of what Vivarium does not run: native extensions.
    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def create_module(self, spec):
        raise ImportError(f"{type(self).__name__}: Vivarium loads source files only",
                          name=self.name, path=self.path)

    def exec_module(self, module):
        raise ImportError(f"{type(self).__name__}: Vivarium loads source files only",
                          name=self.name, path=self.path)

    def is_package(self, fullname):
        return False

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None

    def get_filename(self, fullname=None):
        return self.path


class ExtensionFileLoader(_Unsupported):
    """Loader of native extensions, which Vivarium refuses."""


class AppleFrameworkLoader(ExtensionFileLoader):
    """Loader of native extensions on Apple's systems."""


class WindowsRegistryFinder:
    """Finder of modules declared in the Windows registry: finds none here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


def all_suffixes():
    """The suffixes of every kind of module file."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
