# pathlib: file system paths as objects.
# The classes over the real file system are in _local, those over any file system in _abc.

from ._abc import UnsupportedOperation
from ._local import (PurePath, PurePosixPath, PureWindowsPath,
                     Path, PosixPath, WindowsPath)

__all__ = ["UnsupportedOperation",
           "PurePath", "PurePosixPath", "PureWindowsPath",
           "Path", "PosixPath", "WindowsPath"]
