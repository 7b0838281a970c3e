# ntpath: os.path by the rules of Windows.
# Text operations are complete; what asks the disk goes through os, whatever the system.

import genericpath
import os
from genericpath import *

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext",
           "basename", "dirname", "commonprefix", "getsize", "getmtime",
           "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile",
           "ismount", "isreserved", "expanduser", "expandvars", "normpath",
           "abspath", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath",
           "samefile", "sameopenfile", "samestat", "commonpath", "isjunction",
           "isdevdrive", "ALLOW_MISSING"]

curdir = "."
pardir = ".."
extsep = "."
sep = "\\"
pathsep = ";"
altsep = "/"
defpath = ".;C:\\bin"
devnull = "nul"
supports_unicode_filenames = True


def _in(path, *texts):
    # Texts as bytes where the path is bytes.
    if isinstance(path, bytes):
        return [t.encode("ascii") for t in texts]
    return texts


def normcase(s):
    """The path in lower case, with backslashes."""
    s = os.fspath(s)
    if isinstance(s, bytes):
        return s.decode("utf-8", "surrogateescape").replace("/", "\\").lower().encode(
            "utf-8", "surrogateescape")
    return s.replace("/", "\\").lower()


def isabs(s):
    """Whether a path is absolute: with a drive and a root, or on a share."""
    s = os.fspath(s)
    sep, altsep, colon_sep, double_sep = _in(s, "\\", "/", ":\\", "\\\\")
    s = s[:3].replace(altsep, sep)
    return s.startswith(colon_sep, 1) or s.startswith(double_sep)


def splitroot(p, /):
    """Split into (drive or share, root, rest)."""
    p = os.fspath(p)
    sep, altsep, colon, unc, empty = _in(p, "\\", "/", ":", "\\\\?\\UNC\\", "")
    norm = p.replace(altsep, sep)
    if norm[:1] == sep:
        if norm[1:2] != sep:
            return empty, p[:1], p[1:]
        # \\server\share, or a device.
        start = 8 if norm[:8].upper() == unc else 2
        i = norm.find(sep, start)
        if i < 0:
            return p, empty, empty
        i = norm.find(sep, i + 1)
        if i < 0:
            return p, empty, empty
        return p[:i], p[i:i + 1], p[i + 1:]
    if norm[1:2] == colon:
        if norm[2:3] == sep:
            return p[:2], p[2:3], p[3:]
        return p[:2], empty, p[2:]
    return empty, empty, p


def splitdrive(p, /):
    """Split into (drive or share, rest)."""
    drive, root, tail = splitroot(p)
    return drive, root + tail


def join(path, /, *paths):
    """Join paths; one with a root, or on another drive, discards what came before."""
    path = os.fspath(path)
    sep, = _in(path, "\\")
    seps, colon_seps = _in(path, "\\/", ":\\/")
    try:
        drive, root, rest = splitroot(path)
        for p in paths:
            p_drive, p_root, p_rest = splitroot(p)
            if p_root:
                if p_drive or not drive:
                    drive = p_drive
                root = p_root
                rest = p_rest
                continue
            if p_drive and p_drive != drive:
                if p_drive.lower() != drive.lower():
                    drive, root, rest = p_drive, p_root, p_rest
                    continue
                drive = p_drive
            if rest and rest[-1:] not in (seps[:1], seps[1:]):
                rest = rest + sep
            rest = rest + p_rest
        if rest and not root and drive and drive[-1:] not in (
                colon_seps[:1], colon_seps[1:2], colon_seps[2:]):
            return drive + sep + rest
        return drive + root + rest
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", path, *paths)
        raise


def split(p, /):
    """Split into (head, tail) before the last component."""
    p = os.fspath(p)
    seps, = _in(p, "\\/")
    d, r, p = splitroot(p)
    i = max(p.rfind(seps[:1]), p.rfind(seps[1:])) + 1
    head, tail = p[:i], p[i:]
    return d + r + head.rstrip(seps), tail


def splitext(p, /):
    """Split into (root, extension)."""
    p = os.fspath(p)
    return genericpath._splitext(p, *_in(p, "\\", "/", "."))


def basename(p, /):
    """The last component of a path."""
    return split(p)[1]


def dirname(p, /):
    """The path without its last component."""
    return split(p)[0]


def ismount(path):
    """Whether a path is a drive's root or a share."""
    path = os.fspath(path)
    seps, = _in(path, "\\/")
    path = abspath(path)
    drive, root, rest = splitroot(path)
    if drive and drive[:1] in (seps[:1], seps[1:]):
        return not rest
    return bool(root and not rest)


_reserved_chars = frozenset({chr(i) for i in range(32)} | set('"*:<>?|/\\'))
_reserved_names = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"COM{c}" for c in "123456789\xb9\xb2\xb3"}
    | {f"LPT{c}" for c in "123456789\xb9\xb2\xb3"})


def isreserved(path):
    """Whether a component of the path is a name that Windows reserves."""
    path = os.fsdecode(splitroot(path)[2]).replace(altsep, sep)
    return any(_is_reserved_name(name) for name in reversed(path.split(sep)))


def _is_reserved_name(name):
    # A final dot or space is dropped by the system.
    if name[-1:] in (".", " "):
        return name not in (".", "..")
    if _reserved_chars.intersection(name):
        return True
    # A device whatever the extension.
    return name.partition(".")[0].rstrip(" ").upper() in _reserved_names


def expanduser(path):
    """Replace a leading ~ or ~user by the home directory, if it is known."""
    path = os.fspath(path)
    tilde, sep, altsep = _in(path, "~", "\\", "/")
    if not path.startswith(tilde):
        return path
    i, n = 1, len(path)
    while i < n and path[i:i + 1] not in (sep, altsep):
        i += 1
    if "USERPROFILE" in os.environ:
        userhome = os.environ["USERPROFILE"]
    elif "HOMEPATH" not in os.environ:
        return path
    else:
        userhome = join(os.environ.get("HOMEDRIVE", ""), os.environ["HOMEPATH"])
    if i != 1:
        # Another user's home is beside this one's, if this one's is in the usual place.
        target = os.fsdecode(path[1:i])
        current = os.environ.get("USERNAME")
        if target != current:
            if current != basename(userhome):
                return path
            userhome = join(dirname(userhome), target)
    if isinstance(path, bytes):
        userhome = os.fsencode(userhome)
    return userhome + path[i:]


def expandvars(path):
    """Replace $var, ${var} and %var% by the environment's values; unknown ones are left.

    Nothing is replaced between single quotes."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        if b"$" not in path and b"%" not in path:
            return path
        environ = getattr(os, "environb", None)
        # Bytes map one to one to Latin-1, which the scan can share.

        def value_of(name):
            name = name.encode("latin-1")
            if environ is None:
                value = os.fsencode(os.environ[os.fsdecode(name)])
            else:
                value = environ[name]
            return value.decode("latin-1")
        return _expand(path.decode("latin-1"), value_of).encode("latin-1")
    if "$" not in path and "%" not in path:
        return path
    return _expand(path, os.environ.__getitem__)


def _expand(path, value_of):
    word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    parts = []
    i, n = 0, len(path)
    while i < n:
        c = path[i]
        if c == "'":
            # Up to the closing quote, or all the rest.
            end = path.find("'", i + 1) + 1 or n
            parts.append(path[i:end])
            i = end
            continue
        if c not in "%$":
            parts.append(c)
            i += 1
            continue
        if path[i + 1:i + 2] == c:
            # Doubled, it stands for itself.
            parts.append(c)
            i += 2
            continue
        if c == "%":
            end = path.find("%", i + 1)
            if end < 0:
                parts.append(path[i:])
                break
            name = path[i + 1:end]
            end += 1
        elif path[i + 1:i + 2] == "{":
            end = path.find("}", i + 2)
            if end < 0:
                parts.append(path[i:])
                break
            name = path[i + 2:end]
            end += 1
        else:
            end = i + 1
            while end < n and path[end] in word:
                end += 1
            name = path[i + 1:end]
            if not name:
                parts.append(c)
                i += 1
                continue
        try:
            parts.append(value_of(name))
        except KeyError:
            parts.append(path[i:end])
        i = end
    return "".join(parts)


def normpath(path):
    """Drop empty and '.' components and fold '..', with backslashes."""
    path = os.fspath(path)
    sep, altsep, dot, dotdot = _in(path, "\\", "/", ".", "..")
    drive, root, rest = splitroot(path.replace(altsep, sep))
    kept = []
    for comp in rest.split(sep):
        if not comp or comp == dot:
            continue
        if comp == dotdot and kept and kept[-1] != dotdot:
            kept.pop()
        elif comp != dotdot or not root:
            kept.append(comp)
    if not drive and not root and not kept:
        return dot
    return drive + root + sep.join(kept)


def abspath(path):
    """The absolute, normalised path."""
    path = os.fspath(path)
    if not isabs(path):
        cwd = os.getcwdb() if isinstance(path, bytes) else os.getcwd()
        path = join(cwd, path)
    return normpath(path)


def realpath(path, /, *, strict=False):
    """The absolute path; links of Windows are not resolved on other systems."""
    return abspath(path)


def relpath(path, start=None):
    """The path relative to start, by default the current directory."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    sep, dot, dotdot = _in(path, "\\", ".", "..")
    start = dot if start is None else os.fspath(start)
    try:
        start_drive, _, start_rest = splitroot(abspath(start))
        path_drive, _, path_rest = splitroot(abspath(path))
        if normcase(start_drive) != normcase(path_drive):
            raise ValueError("path is on mount %r, start on mount %r"
                             % (path_drive, start_drive))
        here = start_rest.split(sep) if start_rest else []
        there = path_rest.split(sep) if path_rest else []
        n = 0
        for a, b in zip(here, there):
            if normcase(a) != normcase(b):
                break
            n += 1
        return sep.join([dotdot] * (len(here) - n) + there[n:]) or dot
    except (TypeError, ValueError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """The longest path that all paths are under."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    sep, altsep, dot = _in(paths[0], "\\", "/", ".")
    try:
        splits = [splitroot(p.replace(altsep, sep).lower()) for p in paths]
        drive, root, rest = splitroot(paths[0].replace(altsep, sep))
        if len({d for d, r, p in splits}) != 1:
            raise ValueError("Paths don't have the same drive")
        if len({r for d, r, p in splits}) != 1:
            if drive:
                raise ValueError("Can't mix absolute and relative paths")
            raise ValueError("Can't mix rooted and not-rooted paths")
        components = [[c for c in p.split(sep) if c and c != dot] for d, r, p in splits]
        n = len(commonprefix(components))
        # As the first path writes it.
        common = [c for c in rest.split(sep) if c and c != dot][:n]
        return drive + root + sep.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
