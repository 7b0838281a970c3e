# genericpath: path operations that are the same on every system.
# Meant to be taken over by the posixpath (and ntpath) modules only.

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize",
           "isdevdrive", "isdir", "isfile", "isjunction", "islink", "lexists",
           "samefile", "sameopenfile", "samestat", "ALLOW_MISSING"]


class _AllowMissing:
    # For realpath(strict=): only missing files are no error.

    def __repr__(self):
        return "os.path.ALLOW_MISSING"

    def __reduce__(self):
        return self.__class__.__name__


ALLOW_MISSING = object.__new__(_AllowMissing)


def exists(path):
    """Whether a path exists; False for broken symbolic links."""
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def lexists(path):
    """Whether a path exists; True for broken symbolic links."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """Whether a path is a regular file, or a link to one."""
    try:
        st = os.stat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(st.st_mode)


def isdir(s):
    """Whether a path is a directory, or a link to one."""
    try:
        st = os.stat(s)
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(st.st_mode)


def islink(path):
    """Whether a path is a symbolic link."""
    try:
        st = os.lstat(path)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISLNK(st.st_mode)


def isjunction(path):
    """Whether a path is a junction; always False here."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Whether a path is on a Dev Drive; always False here."""
    os.fspath(path)
    return False


def getsize(filename):
    """The size of a file."""
    return os.stat(filename).st_size


def getmtime(filename):
    """When a file was last modified."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """When a file was last read."""
    return os.stat(filename).st_atime


def getctime(filename):
    """When a file's metadata last changed."""
    return os.stat(filename).st_ctime


def commonprefix(m):
    """The longest common leading part of a list of paths, by characters (or list items)."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    # What the least and the greatest share, all share.
    low, high = min(m), max(m)
    n = 0
    for a, b in zip(low, high):
        if a != b:
            break
        n += 1
    return low[:n]


def samestat(s1, s2):
    """Whether two stat results are of one file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Whether two paths lead to one file."""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Whether two file descriptors refer to one file."""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    """Split off the extension, of a str or bytes path with the given separators."""
    start = p.rfind(sep)
    if altsep:
        start = max(start, p.rfind(altsep))
    start += 1
    dot = p.rfind(extsep)
    # Leading dots of the name do not begin an extension.
    if dot > start and p[start:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    """Raise the TypeError that says what is wrong with the types of path arguments."""
    kinds = set()
    for s in args:
        if isinstance(s, str):
            kinds.add(str)
        elif isinstance(s, bytes):
            kinds.add(bytes)
        else:
            raise TypeError(f"{funcname}() argument must be str, bytes, or "
                            f"os.PathLike object, not {s.__class__.__name__!r}") from None
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


# Last, as os imports this module by way of os.path.
import os
import stat
