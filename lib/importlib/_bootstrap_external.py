# importlib._bootstrap_external: a second copy of the native import system's module, with
# the helpers for files that need Python.
"""The import system."""

import _imp

from ._fileutil import *
from . import _fileutil
from ._namespace import _NamespacePath

globals().update({name: value for name, value in vars(_fileutil).items() if not name.startswith("__")})
globals().update(vars(_imp.create_builtin(type(__spec__)("_frozen_importlib_external", None))))
