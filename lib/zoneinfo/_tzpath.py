# zoneinfo._tzpath: the folders in which zones are looked for. Invariant: TZPATH has absolute paths only, and a key never leads out of them.
import os

_DEFAULT = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


def _reset_tzpath(to=None, stacklevel=4):
    global TZPATH
    if to is not None:
        if isinstance(to, (str, bytes)):
            raise TypeError(f"tzpaths must be a list or tuple, not {type(to)}: {to!r}")
        paths = [os.fspath(path) for path in to]
        relative = [path for path in paths if not os.path.isabs(path)]
        if relative:
            raise ValueError(_message(relative))
        TZPATH = tuple(paths)
        return
    variable = os.environ.get("PYTHONTZPATH")
    if variable is None:
        TZPATH = _DEFAULT
    else:
        TZPATH = _parse(variable, stacklevel)


def reset_tzpath(to=None):
    """Set the folders in which zones are looked for, by default to those of PYTHONTZPATH or of the system."""
    # the zones that are there already stay: see ZoneInfo.clear_cache()
    _reset_tzpath(to)


def _parse(variable, stacklevel):
    if not variable:
        return ()
    paths = variable.split(os.pathsep)
    absolute = tuple(path for path in paths if os.path.isabs(path))
    if len(absolute) != len(paths):
        import warnings
        relative = [path for path in paths if not os.path.isabs(path)]
        warnings.warn("Invalid paths specified in PYTHONTZPATH environment variable. " + _message(relative), InvalidTZPathWarning,
                      stacklevel=stacklevel)
    return absolute


def _message(relative):
    return "Paths should be absolute but found the following relative paths:\n    " + "\n    ".join(relative)


def find_tzfile(key):
    """The path of a zone's file, or None."""
    _validate(key)
    for folder in TZPATH:
        path = os.path.join(folder, key)
        if os.path.isfile(path):
            return path
    return None


def _validate(key):
    """Raise a ValueError for a key that is no path inside a folder."""
    if os.path.isabs(key):
        raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
    normal = os.path.normpath(key)
    if len(normal) != len(key):
        raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
    if normal == os.pardir or normal.startswith(os.pardir + os.sep):
        raise ValueError(f"ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}")


def available_timezones():
    """A set of the keys of all zones that there are. It opens many files.

    Not among them are those in the folders posix and right, which count time in another way, and posixrules.
    """
    found = set()
    try:
        from importlib import resources
        with resources.files("tzdata").joinpath("zones").open("r") as f:
            found.update(line.strip() for line in f if line.strip())
    except (ImportError, FileNotFoundError):
        pass
    for root in TZPATH:
        if not os.path.exists(root):
            continue
        for folder, folders, files in os.walk(root):
            if folder == root:
                folders[:] = [name for name in folders if name not in ("right", "posix")]
            for name in files:
                path = os.path.join(folder, name)
                key = os.path.relpath(path, root).replace(os.sep, "/")
                if key and key not in found:
                    try:
                        with open(path, "rb") as f:
                            if f.read(4) == b"TZif":
                                found.add(key)
                    except OSError:
                        pass
    found.discard("posixrules")
    return found


class InvalidTZPathWarning(RuntimeWarning):
    """PYTHONTZPATH has paths that are not absolute."""


TZPATH = ()
_reset_tzpath(stacklevel=5)
