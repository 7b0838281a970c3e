# glob: finding files by shell patterns.

import os
import stat
import sys

__all__ = ["glob", "iglob", "escape", "translate"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False,
         include_hidden=False):
    """The list of paths that match a pattern, in no particular order.

    Names that begin with a dot are only matched by patterns that do, unless include_hidden.
    With recursive, ** matches any number of directories.  Relative patterns are relative to
    root_dir or dir_fd.
    """
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False,
          include_hidden=False):
    """As glob(), an iterator."""
    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    if root_dir is not None:
        root_dir = os.fspath(root_dir)
    else:
        root_dir = pathname[:0]
    search = _Search(root_dir, dir_fd, recursive, include_hidden)
    found = search.find(pathname)
    if not pathname or recursive and pathname[:2] in ("**", b"**"):
        # "**" matches the start itself, which has no name.
        found = (path for path in found if path)
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


_deprecated_function_message = (
    "{name} is deprecated and will be removed in Python {remove}. Use "
    "glob.glob and pass a directory to its root_dir argument instead."
)


def glob0(dirname, pattern):
    """Deprecated: glob() with root_dir, for a name without magic."""
    import warnings
    warnings._deprecated("glob.glob0", _deprecated_function_message, remove=(3, 15))
    return _Search(dirname[:0], None, False, False).literal(dirname, pattern)


def glob1(dirname, pattern):
    """Deprecated: glob() with root_dir."""
    import warnings
    warnings._deprecated("glob.glob1", _deprecated_function_message, remove=(3, 15))
    return _Search(dirname[:0], None, False, False).matching(dirname, pattern, False)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """The regular expression for a path pattern.

    * and ? do not match separators; with recursive, a component ** matches any number of
    components.  seps are the path separators."""
    import re
    from fnmatch import _pieces
    if not seps:
        seps = (os.path.sep, os.path.altsep) if os.path.altsep else os.path.sep
    escaped = "".join(map(re.escape, seps))
    any_sep = f"[{escaped}]" if len(seps) > 1 else escaped
    not_sep = f"[^{escaped}]"
    if include_hidden:
        one_last = f"{not_sep}+"
        any_segments = f"(?:.+{any_sep})?"
        any_last = ".*"
    else:
        one_last = f"[^{escaped}.]{not_sep}*"
        any_segments = f"(?:{one_last}{any_sep})*"
        any_last = f"{any_segments}(?:{one_last})?"
    results = []
    parts = re.split(any_sep, pat)
    last = len(parts) - 1
    for i, part in enumerate(parts):
        if part == "*":
            results.append(one_last if i == last else one_last + any_sep)
        elif recursive and part == "**":
            if i == last:
                results.append(any_last)
            elif parts[i + 1] != "**":
                results.append(any_segments)
        else:
            if part:
                if not include_hidden and part[0] in "*?":
                    results.append(r"(?!\.)")
                results.extend(_pieces(part, f"{not_sep}*", not_sep))
            if i < last:
                results.append(any_sep)
    return f'(?s:{"".join(results)})\\Z'
