# _posixshmem: named shared memory, which Linux keeps as files in a folder of its own.
"""Shared memory by name."""

import os as _os


def _path(name):
    if not isinstance(name, str):
        raise TypeError(f"argument 'path' must be str, not {type(name).__name__}")
    if "\0" in name:
        raise ValueError("embedded null character")
    name = name.lstrip("/")
    if not name or "/" in name:
        import errno
        raise OSError(errno.EINVAL, _os.strerror(errno.EINVAL))
    return "/dev/shm/" + name


def shm_open(path, flags, mode=0o777):
    """Open shared memory by its name and return a descriptor."""
    return _os.open(_path(path), flags | _os.O_NOFOLLOW, mode)


def shm_unlink(path):
    """Remove the name of shared memory, which lives on where it is open."""
    _os.unlink(_path(path))
