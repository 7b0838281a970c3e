# glob: finding files by shell patterns.

import os
import stat
import sys

__all__ = ["escape", "glob", "iglob", "translate"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The list of paths that match a pattern, in no particular order.

    Names that begin with a dot are only matched by patterns that do, unless include_hidden.
    With recursive, ** matches any number of directories.  Relative patterns are relative to
    root_dir or dir_fd.
    """
    return [*iglob(pathname, root_dir=root_dir, dir_fd=dir_fd,
                   recursive=recursive, include_hidden=include_hidden)]


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """As glob(), an iterator."""
    for event, *more in ("glob.glob",), ("glob.glob/2", root_dir, dir_fd):
        sys.audit(event, pathname, recursive, *more)
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    found = _Search(root, dir_fd, recursive, include_hidden).find(pathname)
    if not pathname or recursive and pathname[:2] in ("**", b"**"):
        # "**" matches the start itself, which has no name.
        found = filter(None, found)
    return found


class _Search:
    # One search: where it starts, and what it is to find.

    def __init__(self, root_dir, dir_fd, recursive, include_hidden):
        self.root = root_dir
        self.dir_fd = dir_fd
        self.recursive = recursive
        self.include_hidden = include_hidden

    def find(self, pathname):
        """Generate the paths that match a pattern."""
        dirname, basename = os.path.split(pathname)
        if not has_magic(pathname):
            if basename:
                if self.exists(pathname):
                    yield pathname
            elif self.is_dir(dirname):
                # A final slash asks for a directory.
                yield pathname
            return
        # The leading part without magic is kept as it is written; then come the components.
        components = [basename]
        while has_magic(dirname):
            head, tail = os.path.split(dirname)
            if head == dirname:
                break
            components.append(tail)
            dirname = head
        components.reverse()
        yield from self.match(dirname, components, 0)

    def match(self, base, components, i):
        """Generate the paths under base that match the components from i on."""
        pattern = components[i]
        last = i == len(components) - 1
        if self.recursive and pattern in ("**", b"**"):
            names = self.tree(base, pattern, not last)
        elif has_magic(pattern):
            names = self.matching(base, pattern, not last)
        else:
            names = self.literal(base, pattern)
        for name in names:
            path = _join(base, name)
            if last:
                yield path
            else:
                yield from self.match(path, components, i + 1)

    def matching(self, base, pattern, dirs_only):
        """The names in a directory that match a pattern."""
        import fnmatch
        names = self.list(base, dirs_only)
        if not (self.include_hidden or _is_hidden(pattern)):
            names = [name for name in names if not _is_hidden(name)]
        return fnmatch.filter(names, pattern)

    def literal(self, base, name):
        """A list with the name if there is such a file, else an empty one."""
        if name:
            found = self.exists(_join(base, name))
        else:
            found = self.is_dir(base)
        return [name] if found else []

    def tree(self, base, pattern, dirs_only):
        """Generate what ** matches: nothing, and all there is under a directory."""
        if not base or self.is_dir(base):
            yield pattern[:0]
        yield from self.below(base, dirs_only)

    def below(self, base, dirs_only):
        for name in self.list(base, dirs_only):
            if self.include_hidden or not _is_hidden(name):
                yield name
                for deeper in self.below(_join(base, name), dirs_only):
                    yield _join(name, deeper)

    # The disk.

    def list(self, dirname, dirs_only):
        """The names in a directory, or of its directories; none if it cannot be read."""
        path = _join(self.root, dirname) if dirname else self.root
        fd = None
        encode = None
        try:
            if self.dir_fd is not None:
                where = path or os.curdir
                fd = os.open(where, os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.dir_fd)
                if isinstance(dirname, bytes):
                    encode = os.fsencode
                where = fd
            elif path:
                where = path
            else:
                where = os.curdir if isinstance(path, str) else bytes(os.curdir, "ASCII")
            try:
                names = []
                with os.scandir(where) as entries:
                    for entry in entries:
                        try:
                            if not dirs_only or entry.is_dir():
                                names.append(encode(entry.name) if encode else entry.name)
                        except OSError:
                            pass
                return names
            finally:
                if fd is not None:
                    os.close(fd)
        except OSError:
            return []

    def exists(self, path):
        path = _join(self.root, path)
        if self.dir_fd is None:
            return os.path.lexists(path)
        try:
            os.lstat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return True

    def is_dir(self, path):
        path = _join(self.root, path)
        if self.dir_fd is None:
            return os.path.isdir(path)
        try:
            st = os.stat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return stat.S_ISDIR(st.st_mode)


def _join(dirname, basename):
    # A name that is empty adds a slash, a directory that is empty nothing.
    return os.path.join(dirname, basename) if dirname else basename


def _is_hidden(name):
    return name[:1] in (".", b".")


def has_magic(s):
    """Whether a pattern has any special characters."""
    if isinstance(s, bytes):
        return b"*" in s or b"?" in s or b"[" in s
    return "*" in s or "?" in s or "[" in s


def escape(pathname):
    """A pattern that matches just this path."""
    drive, pathname = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        for c in b"[", b"?", b"*":
            pathname = pathname.replace(c, b"[" + c + b"]")
    else:
        for c in "[", "?", "*":
            pathname = pathname.replace(c, "[" + c + "]")
    return drive + pathname


def _superseded(name, method, *more):
    # A function that says that glob() can do now what it does.
    def function(dirname, pattern):
        import warnings
        warnings._deprecated("glob." + name, "{name} is deprecated and will be removed in Python "
                             "{remove}. Use glob.glob and pass a directory to its root_dir "
                             "argument instead.", remove=(3, 15))
        return method(_Search(dirname[:0], None, False, False), dirname, pattern, *more)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Deprecated: {'names' if more else 'one name'} in a directory."
    return function


glob0 = _superseded("glob0", _Search.literal)
glob1 = _superseded("glob1", _Search.matching, False)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """The regular expression for a path pattern.

    * and ? do not match separators; with recursive, a component ** matches any number of
    components.  seps are the path separators."""
    import re
    from fnmatch import _pieces
    seps = seps or os.path.sep + (os.path.altsep or "")
    chars = "".join([re.escape(each) for each in seps])
    sep = chars if len(seps) == 1 else f"[{chars}]"
    no_sep = f"[^{chars}]"
    # A name, the directories above one, and all there is below a directory.
    if include_hidden:
        name, above, below = no_sep + "+", f"(?:.+{sep})?", ".*"
    else:
        name = f"[^{chars}.]{no_sep}*"
        above = f"(?:{name}{sep})*"
        below = f"{above}(?:{name})?"

    def component(text):
        if text == "*":
            return name
        not_hidden = r"(?!\.)" if text[:1] in ("*", "?") and not include_hidden else ""
        return not_hidden + "".join(_pieces(text, no_sep + "*", no_sep))

    *directories, last = re.split(sep, pat)
    if recursive:
        # Several "**" in a row are as good as one.
        regex = [above if part == "**" else component(part) + sep
                 for part, after in zip(directories, [*directories[1:], last])
                 if not part == after == "**"]
    else:
        regex = [component(part) + sep for part in directories]
    regex.append(below if recursive and last == "**" else component(last))
    return f"(?s:{''.join(regex)})\\Z"
