# pathlib._abc: paths and their operations on any file system, real or virtual.
# Invariant: PurePathBase only asks its parser (split and friends), PathBase only the basic
# operations that a subclass defines (stat, open, iterdir, readlink ...). Those that are not
# defined stand in tables and refuse.

import functools
import posixpath
import stat as _stat
from errno import EBADF, EINVAL, ELOOP, ENOENT, ENOTDIR

from ._glob import PathGlobber, compile_pattern

__all__ = ["UnsupportedOperation"]

# How many links resolve() follows, rather than to look for loops.
_MOST_LINKS = 40

# Errors that say that there is no such file.
_ABSENCE = frozenset({ENOENT, ENOTDIR, EBADF, ELOOP})


class UnsupportedOperation(NotImplementedError):
    """An operation that this kind of path does not support."""

    __module__ = "pathlib"


def _refusing(**operations):
    """Class decorator: what has these names (and documentation) refuses until it is overridden."""
    def refusal(name, doc):
        def method(self, *args, **kwargs):
            raise UnsupportedOperation(self._unsupported_msg(name + "()"))
        method.__name__, method.__doc__ = name, doc
        return method

    def decorate(cls):
        for name, doc in operations.items():
            method = refusal(name, doc)
            method.__qualname__ = f"{cls.__name__}.{name}"
            setattr(cls, name, method)
        return cls
    return decorate


def _unsupported_msg(cls, attribute):
    return f"{cls.__name__}.{attribute} is unsupported"


@_refusing(
    join="""Join segments.""",
    split="""Split into (head, tail) before the last component.""",
    splitdrive="""Split into (drive, rest).""",
    normcase="""Make paths that differ in case only the same, where that does not matter.""",
    isabs="""Whether a path is absolute.""")
class ParserBase:
    """What splits and joins paths, as the modules posixpath and ntpath do."""

    _unsupported_msg = classmethod(_unsupported_msg)

    @property
    def sep(self):
        """The character that separates components."""
        raise UnsupportedOperation(self._unsupported_msg("sep"))


@functools.cache
def _is_case_sensitive(parser):
    return parser.normcase("Aa") == "Aa"


# --- paths as text ------------------------------------------------------------------------------

def _path_operator(make):
    """An operator that makes a path; an operand of a wrong type may know more of it."""
    def method(self, other):
        try:
            made = make(self, other)
        except TypeError:
            made = NotImplemented
        return made
    return method


class PurePathBase:
    """A path without access to a file system."""

    # _settled: resolve() is at work with this path, and found no links in it.
    __slots__ = ("_raw_path", "_settled")
    parser = ParserBase()

    def __init__(self, path, *paths):
        if paths:
            path = self.parser.join(path, *paths)
        if not isinstance(path, str):
            raise TypeError(f"path should be a str, not {type(path).__name__!r}")
        self._raw_path = path
        self._settled = False

    def __str__(self):
        """The path as a string, for other programs to use."""
        return self._raw_path

    _pattern_str = property(str)

    def as_posix(self):
        """The path as a string with slashes."""
        return str(self).replace(self.parser.sep, "/")

    def is_absolute(self):
        """Whether the path is absolute."""
        return self.parser.isabs(self._raw_path)

    # ---------------------------------------- components

    def _splits(self):
        # Take components off the end: yields (what is before, component).
        text = self._raw_path
        while True:
            before, component = self.parser.split(text)
            if before == text:
                return
            yield before, component
            text = before

    @property
    def _stack(self):
        # (anchor, components in reverse)
        anchor, components = self._raw_path, []
        for anchor, component in self._splits():
            components.append(component)
        return anchor, components

    @property
    def parts(self):
        """The components as a tuple; the anchor, if any, is the first."""
        anchor, names = self._stack
        names += [anchor] if anchor else []
        return tuple(names[::-1])

    @property
    def anchor(self):
        """The drive and the root together, or ''."""
        return self._stack[0]

    @property
    def drive(self):
        """The drive (letter or UNC share), or ''."""
        drive, _ = self.parser.splitdrive(self.anchor)
        return drive

    @property
    def root(self):
        """The root, or ''."""
        _, root = self.parser.splitdrive(self.anchor)
        return root

    @property
    def name(self):
        """The last component, or ''."""
        _, name = self.parser.split(self._raw_path)
        return name

    def _dot(self):
        # The name, and the place in it where its last extension starts.
        name = self.name
        dot = name.rfind(".")
        return name, dot if 0 < dot < len(name) - 1 else len(name)

    @property
    def stem(self):
        """The name without its last extension."""
        name, dot = self._dot()
        return name[:dot]

    @property
    def suffix(self):
        """The last extension of the name, with its dot, or ''."""
        name, dot = self._dot()
        return name[dot:]

    @property
    def suffixes(self):
        """A list of all extensions of the name, with their dots."""
        name = self.name
        if name[-1:] == ".":
            return []
        _, *suffixes = name.lstrip(".").split(".")
        return ["." + suffix for suffix in suffixes]

    # ---------------------------------------- other paths

    def with_segments(self, *pathsegments):
        """Make a path of the same kind; subclasses override it to pass on what they keep."""
        return type(self)(*pathsegments)

    def joinpath(self, *pathsegments):
        """The path with segments joined to it; an absolute one replaces what was before."""
        return self.with_segments(self._raw_path, *pathsegments)

    __truediv__ = _path_operator(lambda self, other: self.joinpath(other))
    __rtruediv__ = _path_operator(lambda self, other: self.with_segments(other, self._raw_path))

    @property
    def parent(self):
        """The path without its last component."""
        above, _ = self.parser.split(self._raw_path)
        if above == self._raw_path:
            return self
        return self._settle(above) if self._settled else self.with_segments(above)

    @property
    def parents(self):
        """A sequence of the parent, its parent, and so on."""
        return tuple([self.with_segments(before) for before, _ in self._splits()])

    def _settle(self, *segments):
        path = self.with_segments(*segments)
        path._settled = True
        return path

    def with_name(self, name):
        """A path with another name."""
        if self.parser.split(name)[0]:
            raise ValueError(f"Invalid name {name!r}")
        above, _ = self.parser.split(self._raw_path)
        return self.with_segments(above, name)

    def with_stem(self, stem):
        """A path with another stem and the same extension."""
        suffix = self.suffix
        if suffix and not stem:
            # The extension would become the name.
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix if suffix else stem)

    def with_suffix(self, suffix):
        """A path with another extension, one more if it has none; '' removes it."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix == "." or suffix and not suffix.startswith("."):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    # ---------------------------------------- comparing

    def _as_path(self, other):
        return other if isinstance(other, PurePathBase) else self.with_segments(other)

    def _apart(self, other):
        # What is left of both, in reverse, without the components that they begin with;
        # (None, None) if not even the anchors are the same.
        (anchor, mine), (other_anchor, others) = self._stack, other._stack
        if anchor != other_anchor:
            return None, None
        while mine and others and mine[-1] == others[-1]:
            del mine[-1], others[-1]
        return mine, [part for part in others if part not in ("", ".")]

    def is_relative_to(self, other):
        """Whether the path is under (or the same as) another one."""
        _, others = self._apart(self._as_path(other))
        return others == []

    def relative_to(self, other, *, walk_up=False):
        """The path relative to another one; ValueError if that is not possible.

        With walk_up, '..' may be used to get there."""
        other = self._as_path(other)
        mine, others = self._apart(other)
        if mine is None:
            problem = f"{self._raw_path!r} and {other._raw_path!r} have different anchors"
        elif others and not walk_up:
            problem = f"{self._raw_path!r} is not in the subpath of {other._raw_path!r}"
        elif ".." in others:
            problem = f"'..' segment in {other._raw_path!r} cannot be walked"
        else:
            return self.with_segments("", *[".."] * len(others), *mine[::-1])
        raise ValueError(problem)

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path matches a pattern; a relative one is matched from the right.

        Here ** works like *."""
        wanted, sep, case_sensitive = self._as_pattern(path_pattern, case_sensitive)
        patterns, names = wanted.parts, self.parts
        if not patterns:
            raise ValueError("empty pattern")
        surplus = len(names) - len(patterns)
        if surplus < 0 or surplus > 0 and wanted.anchor:
            return False
        for pattern, name in zip(patterns, names[surplus:]):
            if compile_pattern(pattern, sep, case_sensitive, False)(name) is None:
                return False
        return True

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether all of the path matches a pattern; ** matches any number of components."""
        wanted, sep, case_sensitive = self._as_pattern(pattern, case_sensitive)
        matches = compile_pattern(wanted._pattern_str, sep, case_sensitive)
        return matches(self._pattern_str) is not None

    def _as_pattern(self, pattern, case_sensitive):
        # The pattern as a path, what separates its components, and whether case matters.
        if case_sensitive is None:
            case_sensitive = _is_case_sensitive(self.parser)
        pattern = self._as_path(pattern)
        return pattern, pattern.parser.sep, case_sensitive


# --- paths of a file system ---------------------------------------------------------------------

class _Info:
    """What is known of a path's type, asked for once."""

    __slots__ = ("_path", "_modes")

    def __init__(self, path):
        self._path = path
        self._modes = {}

    def __repr__(self):
        return f"<{type(self._path).__name__}.info>"

    def _mode(self, follow_symlinks):
        # The mode of what is not there is 0, which is of no type.
        mode = self._modes.get(follow_symlinks)
        if mode is None:
            try:
                mode = self._path.stat(follow_symlinks=follow_symlinks).st_mode
            except (OSError, ValueError):
                mode = 0
            self._modes[follow_symlinks] = mode
        return mode

    def exists(self, *, follow_symlinks=True):
        """Whether the path exists."""
        return self._mode(follow_symlinks) != 0

    def is_dir(self, *, follow_symlinks=True):
        """Whether the path is a directory."""
        return _stat.S_ISDIR(self._mode(follow_symlinks))

    def is_file(self, *, follow_symlinks=True):
        """Whether the path is a regular file."""
        return _stat.S_ISREG(self._mode(follow_symlinks))

    def is_symlink(self):
        """Whether the path is a symbolic link."""
        return _stat.S_ISLNK(self._mode(False))


def _type_test(name, kind, test):
    def method(self):
        return self._status(test)
    method.__name__ = name
    method.__qualname__ = "PathBase." + name
    method.__doc__ = f"Whether the path is a {kind}."
    return method


@_refusing(
    stat="""What os.stat() says of the path.""",
    open="""Open the file, as open() does.""",
    iterdir="""Iterate over the paths in the directory, in any order, without '.' and '..'.""",
    absolute="""An absolute version of the path, without resolving anything.""",
    expanduser="""The path with ~ and ~user replaced.""",
    readlink="""The path that a link points to.""",
    symlink_to="""Make the path a symbolic link to a target.""",
    hardlink_to="""Make the path a hard link to a target.""",
    touch="""Create the file, or set its times to now.""",
    mkdir="""Create the directory, with parents those above it too.""",
    rename="""Rename; return the new path.""",
    replace="""Rename, replacing a file that is there; return the new path.""",
    chmod="""Change the permissions, as os.chmod() does.""",
    unlink="""Remove the file or link.""",
    rmdir="""Remove the directory, which must be empty.""",
    owner="""The name of the user who owns the file.""",
    group="""The name of the group of the file.""",
    as_uri="""The path as a 'file' URI.""")
class PathBase(PurePathBase):
    """A path with access to a file system."""

    __slots__ = ()

    _unsupported_msg = classmethod(_unsupported_msg)

    @classmethod
    def cwd(cls):
        """The current directory."""
        # The class may not be able to say what an empty path is relative to.
        return cls("").absolute()

    @classmethod
    def home(cls):
        """The user's home directory."""
        return cls("~").expanduser()

    @classmethod
    def from_uri(cls, uri):
        """Make a path of a 'file' URI."""
        raise UnsupportedOperation(cls._unsupported_msg("from_uri()"))

    # ---------------------------------------- asking

    def lstat(self):
        """As stat(), of a link itself."""
        return self.stat(follow_symlinks=False)

    def _status(self, test, follow_symlinks=True):
        """Test the mode; False if there is no such file."""
        try:
            return test(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except ValueError:
            pass
        except OSError as trouble:
            if trouble.errno not in _ABSENCE:
                raise
        return False

    def exists(self, *, follow_symlinks=True):
        """Whether the path exists."""
        return self._status(lambda mode: True, follow_symlinks)

    def is_dir(self, *, follow_symlinks=True):
        """Whether the path is a directory."""
        return self._status(_stat.S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Whether the path is a regular file."""
        return self._status(_stat.S_ISREG, follow_symlinks)

    is_block_device = _type_test("is_block_device", "block device", _stat.S_ISBLK)
    is_char_device = _type_test("is_char_device", "character device", _stat.S_ISCHR)
    is_fifo = _type_test("is_fifo", "FIFO", _stat.S_ISFIFO)
    is_socket = _type_test("is_socket", "socket", _stat.S_ISSOCK)

    def is_symlink(self):
        """Whether the path is a symbolic link."""
        return self._status(_stat.S_ISLNK, False)

    def is_junction(self):
        """Whether the path is a junction."""
        return False

    def is_mount(self):
        """Whether the path is a mount point."""
        if not self.is_dir():
            return False
        try:
            above = self.parent.stat()
        except OSError:
            return False
        here = self.stat()
        return here.st_dev != above.st_dev or here.st_ino == above.st_ino

    def samefile(self, other_path):
        """Whether another path leads to the same file."""
        mine = self.stat()
        look = getattr(other_path, "stat", None) or self.with_segments(other_path).stat
        theirs = look()
        return (mine.st_ino, mine.st_dev) == (theirs.st_ino, theirs.st_dev)

    @property
    def info(self):
        """What kind of file the path is, asked for once and then remembered."""
        return _Info(self)

    # ---------------------------------------- contents

    def read_bytes(self):
        """All of the file, as bytes."""
        with self.open(mode="rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """All of the file, as a str."""
        with self.open(mode="r", newline=newline, errors=errors, encoding=encoding) as file:
            return file.read()

    def write_bytes(self, data):
        """Make bytes all of the file."""
        # What is no data is to be known before the file is emptied.
        content = memoryview(data)
        with self.open(mode="wb") as file:
            return file.write(content)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make a str all of the file."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {data.__class__.__name__}")
        with self.open(mode="w", newline=newline, errors=errors, encoding=encoding) as file:
            return file.write(data)

    # ---------------------------------------- directories

    def _globber(self, case_sensitive, recurse_symlinks, kind=PathGlobber):
        usual = _is_case_sensitive(self.parser)
        if case_sensitive is None:
            case_sensitive = usual
        return kind(self.parser.sep, case_sensitive, case_sensitive != usual, recurse_symlinks)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=True):
        """Iterate over the paths under this one that match a pattern."""
        anchor, names = self._as_path(pattern)._stack
        if anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        return self._globber(case_sensitive, recurse_symlinks).find(self, names[::-1])

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=True):
        """As glob(), at any depth."""
        anywhere = self.with_segments("**", str(self._as_path(pattern)))
        return self.glob(anywhere, case_sensitive=case_sensitive,
                         recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Iterate over (path, directory names, file names) of the tree, as os.walk() does."""
        # Paths to list, and, from the bottom up, those listed that wait for their directories.
        agenda = [(self, None)]
        while agenda:
            path, content = agenda.pop()
            if content is not None:
                yield path, *content
                continue
            content = path._listing(follow_symlinks, on_error)
            if content is None:
                continue
            if top_down:
                yield path, *content
                order = reversed(content[0])        # as the caller left them
            else:
                agenda.append((path, content))
                order = content[0]
            agenda += [(path.joinpath(name), None) for name in order]

    def _listing(self, follow_symlinks, on_error):
        """Return the names of the directories and of the rest; None after an error."""
        directories, others = [], []
        try:
            for child in self.iterdir():
                try:
                    kind = directories if child.is_dir(follow_symlinks=follow_symlinks) else others
                except OSError:
                    kind = others
                kind.append(child.name)
        except OSError as trouble:
            if on_error is not None:
                on_error(trouble)
            return None
        return directories, others

    # ---------------------------------------- links

    def resolve(self, strict=False):
        """The absolute path with links and '..' resolved; strict makes absence an error."""
        if self._settled:
            # A subclass may come here when we ask it for the status of what we have so far.
            return self
        try:
            whole = self.absolute()
        except UnsupportedOperation:
            whole = self
        anchor, todo = whole._stack
        here = self._settle(anchor)
        # A kind of path that has no links need not look for them.
        look = strict or type(self).readlink is not PathBase.readlink
        links = 0
        while todo:
            name = todo.pop()
            if name == "..":
                here = here.parent
                here._settled = True
            elif name and name != ".":
                child = here.joinpath(name)
                child._settled = True
                target = None
                if look:
                    try:
                        target = self._link_target(child, todo)
                        links += target is not None
                        if links >= _MOST_LINKS:
                            raise OSError(ELOOP, "Too many symbolic links in path", self._raw_path)
                    except OSError:
                        if strict:
                            raise
                        look, target = False, None
                if target is None:
                    here = child
                    continue
                anchor, names = target._stack
                todo += names
                if anchor:
                    here = self._settle(anchor)
        here._settled = False
        return here

    def _link_target(self, child, more):
        """Return what child is a link to, or None; what there is more of self needs a directory."""
        mode = child.stat(follow_symlinks=False).st_mode
        if _stat.S_ISLNK(mode):
            return child.readlink()
        if more and not _stat.S_ISDIR(mode):
            raise NotADirectoryError(ENOTDIR, "Not a directory", self._raw_path)
        return None

    # ---------------------------------------- changing

    def lchmod(self, mode):
        """As chmod(), of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def copy(self, target, *, follow_symlinks=True, preserve_metadata=False):
        """Copy a file, or a directory with all in it, to a target; return that."""
        target = self._place(target)
        self._copy_to(target, follow_symlinks, preserve_metadata)
        return target.joinpath()

    def move(self, target):
        """Move a file or directory to a target; return that."""
        target = self.copy(target, follow_symlinks=False, preserve_metadata=True)
        self._delete()
        return target

    def copy_into(self, target_dir, **kwargs):
        """As copy(), into a directory, under the same name."""
        return self.copy(self._inside(target_dir), **kwargs)

    def move_into(self, target_dir):
        """As move(), into a directory, under the same name."""
        return self.move(self._inside(target_dir))

    def _inside(self, target_dir):
        name = self.name
        if not name:
            raise ValueError(f"{self!r} has an empty name")
        if isinstance(target_dir, PathBase):
            return target_dir / name
        return self.with_segments(target_dir, name)

    def _place(self, target):
        """Return a target as a path: neither the same file nor inside this directory."""
        if not isinstance(target, PathBase):
            target = self.with_segments(target)
        try:
            same = self.samefile(target)
        except (FileNotFoundError, NotADirectoryError):
            same = False
        if same or self in target.parents:
            error = OSError(EINVAL, "Source and target are the same file" if same
                            else "Source path is a parent of target path")
            error.filename, error.filename2 = str(self), str(target)
            raise error
        return target

    def _copy_to(self, target, follow_symlinks, preserve_metadata):
        if not follow_symlinks and self.is_symlink():
            target.symlink_to(str(self.readlink()), self.is_dir())
        elif self.is_dir():
            children = list(self.iterdir())
            target.mkdir()
            for child in children:
                child._copy_to(target / child.name, follow_symlinks, preserve_metadata)
        else:
            with self.open("rb") as source, target.open("wb") as out:
                while chunk := source.read(1 << 16):
                    out.write(chunk)
        if preserve_metadata:
            self._copy_metadata(target, follow_symlinks)

    def _copy_metadata(self, target, follow_symlinks):
        # Of the real file system only.
        pass

    def _delete(self):
        if self.is_dir() and not self.is_symlink():
            for child in list(self.iterdir()):
                child._delete()
            self.rmdir()
        else:
            self.unlink()
