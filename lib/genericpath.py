# genericpath: path operations that are the same on every system.
# posixpath and ntpath take over what is public here, and share the helpers. `os` imports this
# module by way of os.path, so that it is imported last, and used in functions only.

__all__ = ["ALLOW_MISSING", "commonprefix",
           "exists", "lexists", "isfile", "isdir", "islink", "isjunction", "isdevdrive",
           "getsize", "getmtime", "getatime", "getctime",
           "samestat", "samefile", "sameopenfile"]

# What says that a path leads nowhere: a name may also be one that no file can have.
_NOWHERE = OSError, ValueError


# ---------------------------------------------------------------- what there is

def exists(path):
    """Whether a path exists; False for broken symbolic links."""
    try:
        return os.stat(path) is not None
    except _NOWHERE:
        return False


def lexists(path):
    """Whether a path exists; True for broken symbolic links."""
    try:
        return os.lstat(path) is not None
    except _NOWHERE:
        return False


def isfile(path):
    """Whether a path is a regular file, or a link to one."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except _NOWHERE:
        return False


def isdir(s):
    """Whether a path is a directory, or a link to one."""
    try:
        return stat.S_ISDIR(os.stat(s).st_mode)
    except _NOWHERE:
        return False


def islink(path):
    """Whether a path is a symbolic link."""
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (AttributeError, OSError, ValueError):
        return False


def isjunction(path):
    """Whether a path is a junction; always False here."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Whether a path is on a Dev Drive; always False here."""
    os.fspath(path)
    return False


# ---------------------------------------------------------------- what is known of it

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


def samestat(s1, s2):
    """Whether two stat results are of one file."""
    return (s1.st_dev, s1.st_ino) == (s2.st_dev, s2.st_ino)


def samefile(f1, f2):
    """Whether two paths lead to one file."""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Whether two file descriptors refer to one file."""
    return samestat(os.fstat(fp1), os.fstat(fp2))


class _AllowMissing:
    # For realpath(strict=): only missing files are no error.

    def __repr__(self):
        return "os.path." + self.__reduce__()

    def __reduce__(self):
        return "ALLOW_MISSING"


ALLOW_MISSING = _AllowMissing()


# ---------------------------------------------------------------- text

def commonprefix(m):
    """The longest common leading part of a list of paths, by characters (or list items)."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [os.fspath(path) for path in m]
    # What the least and the greatest share, all share.
    low, high = min(m), max(m)
    return low[:_shared(low, high)]


def _shared(ours, theirs):
    """How many items two sequences begin with alike."""
    count = 0
    for a, b in zip(ours, theirs):
        if a != b:
            break
        count += 1
    return count


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
    for path in args:
        if not isinstance(path, (str, bytes)):
            raise TypeError(f"{funcname}() argument must be str, bytes, or "
                            f"os.PathLike object, not {path.__class__.__name__!r}") from None
    if len({isinstance(path, str) for path in args}) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


def _expand_bytes(path, expand):
    """Replace variables in bytes by what expand(text, value_of) makes of text.

    value_of(name) raises KeyError for what the environment does not have."""
    def value_of(name):
        value = os.environ[os.fsdecode(name.encode("latin-1"))]
        return os.fsencode(value).decode("latin-1")

    # Bytes map one to one to Latin-1, which is as good for finding names.
    return expand(path.decode("latin-1"), value_of).encode("latin-1")


import os
import stat
