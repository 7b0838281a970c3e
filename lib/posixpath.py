# posixpath: os.path where paths are written with slashes.

# Before the imports: os takes these from here while it is being imported.
curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False

import os
import stat
import genericpath
from genericpath import *

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext",
           "basename", "dirname", "commonprefix", "getsize", "getmtime",
           "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile",
           "ismount", "expanduser", "expandvars", "normpath", "abspath",
           "samefile", "sameopenfile", "samestat",
           "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep",
           "devnull", "realpath", "supports_unicode_filenames", "relpath",
           "commonpath", "isjunction", "isdevdrive", "ALLOW_MISSING"]


def _get_sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    """The path as it is: case matters here."""
    return os.fspath(s)


def isabs(s):
    """Whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(_get_sep(s))


def join(a, /, *p):
    """Join paths with slashes; an absolute one discards what came before it."""
    joined = os.fspath(a)
    slash = _get_sep(joined)
    try:
        for part in p:
            if type(part) is not type(slash):
                part = os.fspath(part)
            if not joined or part.startswith(slash):
                joined = part
            else:
                joined = joined + part if joined.endswith(slash) else joined + slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return joined


def split(p):
    """Split into (head, tail) before the last component; tail is empty after a slash."""
    p = os.fspath(p)
    sep = _get_sep(p)
    i = p.rfind(sep) + 1
    head, tail = p[:i], p[i:]
    if head and head != sep * len(head):
        head = head.rstrip(sep)
    return head, tail


def splitext(p):
    """Split into (root, extension); the extension is empty or begins with a dot."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b"/", None, b".")
    return genericpath._splitext(p, "/", None, ".")


def splitdrive(p):
    """Split into (drive, rest); there are no drives here."""
    p = os.fspath(p)
    return p[:0], p


try:
    from posix import _path_splitroot_ex as splitroot
except ImportError:
    def splitroot(p):
        """Split into (drive, root, rest); the root may be '', '/' or '//'."""
        p = os.fspath(p)
        sep = _get_sep(p)
        empty = p[:0]
        if p[:1] != sep:
            return empty, empty, p
        # Two slashes are a root of their own (by POSIX); one or three and more are one.
        if p[1:2] == sep and p[2:3] != sep:
            return empty, p[:2], p[2:]
        return empty, sep, p[1:]


def basename(p):
    """The last component of a path."""
    p = os.fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """The path without its last component."""
    return split(p)[0]


def ismount(path):
    """Whether a path is a mount point."""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(here.st_mode):
        return False
    path = os.fspath(path)
    up = join(path, b".." if isinstance(path, bytes) else "..")
    try:
        above = os.lstat(up)
    except OSError:
        try:
            above = os.lstat(realpath(up))
        except OSError:
            return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    """Replace a leading ~ or ~user by the home directory, if it is known."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        tilde, root = b"~", b"/"
    else:
        tilde, root = "~", "/"
    if not path.startswith(tilde):
        return path
    end = path.find(root, 1)
    if end < 0:
        end = len(path)
    if end == 1:
        home = os.environ.get("HOME")
        if home is None:
            try:
                import pwd
            except ImportError:
                return path
            try:
                home = pwd.getpwuid(os.getuid()).pw_dir
            except KeyError:
                return path
    else:
        try:
            import pwd
        except ImportError:
            return path
        name = path[1:end]
        if isinstance(name, bytes):
            name = os.fsdecode(name)
        try:
            home = pwd.getpwnam(name).pw_dir
        except KeyError:
            return path
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return (home.rstrip(root) + path[end:]) or root


_NAME_CHARS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def expandvars(path):
    """Replace $var and ${var} by the environment's values; unknown ones are left."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        if b"$" not in path:
            return path
        environ = getattr(os, "environb", None)
        # Bytes map one to one to Latin-1, which the scan below can share.
        text = path.decode("latin-1")

        def value_of(name):
            name = name.encode("latin-1")
            if environ is None:
                value = os.fsencode(os.environ[os.fsdecode(name)])
            else:
                value = environ[name]
            return value.decode("latin-1")
        return _expand(text, value_of).encode("latin-1")
    if "$" not in path:
        return path
    return _expand(path, os.environ.__getitem__)


def _expand(path, value_of):
    parts = []
    done = 0
    i = path.find("$")
    n = len(path)
    while i >= 0:
        start = end = i + 1
        if path[start:start + 1] == "{":
            start += 1
            close = path.find("}", start)
            end = close + 1
            name = path[start:close]
            if close < 0:
                end = 0
        else:
            while end < n and path[end] in _NAME_CHARS:
                end += 1
            name = path[start:end]
            if end == start:
                end = 0
        if end:
            try:
                value = value_of(name)
            except KeyError:
                i = end - 1
            else:
                parts.append(path[done:i])
                parts.append(value)
                done = end
                i = end - 1
        i = path.find("$", i + 1)
    parts.append(path[done:])
    return "".join(parts)


try:
    from posix import _path_normpath as normpath
except ImportError:
    def normpath(path):
        """Drop empty and '.' components and fold '..', without looking at the disk."""
        path = os.fspath(path)
        if isinstance(path, bytes):
            sep, dot, dotdot = b"/", b".", b".."
        else:
            sep, dot, dotdot = "/", ".", ".."
        if not path:
            return dot
        _, root, rest = splitroot(path)
        kept = []
        for comp in rest.split(sep):
            if not comp or comp == dot:
                continue
            if comp == dotdot and (kept and kept[-1] != dotdot):
                kept.pop()
            elif comp != dotdot or not root:
                kept.append(comp)
        return root + sep.join(kept) or dot


def abspath(path):
    """The absolute, normalised path."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        if not path.startswith(b"/"):
            path = join(os.getcwdb(), path)
    elif not path.startswith("/"):
        path = join(os.getcwd(), path)
    return normpath(path)


def realpath(filename, /, *, strict=False):
    """The absolute path with symbolic links resolved.

    A path that is missing or loops is an error with strict, otherwise its rest is taken as
    it is; with ALLOW_MISSING only missing paths are no error.
    """
    filename = os.fspath(filename)
    if isinstance(filename, bytes):
        sep, dot, dotdot = b"/", b".", b".."
        getcwd = os.getcwdb
    else:
        sep, dot, dotdot = "/", ".", ".."
        getcwd = os.getcwd
    if strict is ALLOW_MISSING:
        ignored = FileNotFoundError
        strict = True
    elif strict:
        ignored = ()
    else:
        ignored = OSError

    path = sep if filename.startswith(sep) else getcwd()
    # The components still to walk, the next one last.  After those of a link's target come
    # a None and the link itself: then its resolution is known.
    todo = filename.split(sep)[::-1]
    # Links met: where they lead, or None while they are being followed.
    links = {}
    while todo:
        name = todo.pop()
        if name is None:
            links[todo.pop()] = path
            continue
        if not name or name == dot:
            continue
        if name == dotdot:
            path = path[:path.rindex(sep)] or sep
            continue
        newpath = path + name if path == sep else path + sep + name
        try:
            mode = os.lstat(newpath).st_mode
            if not stat.S_ISLNK(mode):
                if (strict and todo and not stat.S_ISDIR(mode)
                        and any(True for c in _components_left(todo))):
                    import errno
                    raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), newpath)
                path = newpath
                continue
            if newpath in links:
                known = links[newpath]
                if known is not None:
                    path = known
                    continue
                # A loop.
                if strict:
                    os.stat(newpath)
                path = newpath
                continue
            target = os.readlink(newpath)
        except ignored:
            path = newpath
            continue
        if target.startswith(sep):
            path = sep
        links[newpath] = None
        todo.append(newpath)
        todo.append(None)
        todo.extend(target.split(sep)[::-1])
    return path


def _components_left(todo):
    # The path components in realpath's stack, without its marks.
    i = len(todo)
    while i:
        i -= 1
        if todo[i] is None:
            i -= 1
        else:
            yield todo[i]


def relpath(path, start=None):
    """The path relative to start, by default the current directory."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        sep, dot, dotdot = b"/", b".", b".."
    else:
        sep, dot, dotdot = "/", ".", ".."
    start = dot if start is None else os.fspath(start)
    try:
        there = [c for c in abspath(path).split(sep) if c]
        here = [c for c in abspath(start).split(sep) if c]
        n = 0
        for a, b in zip(here, there):
            if a != b:
                break
            n += 1
        return sep.join([dotdot] * (len(here) - n) + there[n:]) or dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """The longest path that all paths are under."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if isinstance(paths[0], bytes):
        sep, dot = b"/", b"."
    else:
        sep, dot = "/", "."
    try:
        rooted = {p.startswith(sep) for p in paths}
        if len(rooted) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split = [[c for c in p.split(sep) if c and c != dot] for p in paths]
        prefix = sep if rooted == {True} else sep[:0]
        return prefix + sep.join(commonprefix(split))
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
