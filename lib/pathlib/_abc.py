# pathlib._abc: paths and their operations on any file system, real or virtual.
# Invariant: PurePathBase only asks its parser (split and friends), PathBase only the basic
# operations that a subclass defines (stat, open, iterdir, readlink ...).

import functools
import posixpath
from errno import EBADF, EINVAL, ELOOP, ENOENT, ENOTDIR
from stat import (S_ISDIR, S_ISLNK, S_ISREG, S_ISSOCK, S_ISBLK, S_ISCHR, S_ISFIFO)

from ._glob import PathGlobber, compile_pattern

__all__ = ["UnsupportedOperation"]


class UnsupportedOperation(NotImplementedError):
    """An operation that this kind of path does not support."""


UnsupportedOperation.__module__ = "pathlib"


@functools.cache
def _is_case_sensitive(parser):
    return parser.normcase("Aa") == "Aa"


def _is_absence(exc):
    # Errors that say that there is no such file.
    return getattr(exc, "errno", None) in (ENOENT, ENOTDIR, EBADF, ELOOP)


class ParserBase:
    """What splits and joins paths, as the modules posixpath and ntpath do."""

    @classmethod
    def _unsupported_msg(cls, attribute):
        return f"{cls.__name__}.{attribute} is unsupported"

    @property
    def sep(self):
        """The character that separates components."""
        raise UnsupportedOperation(self._unsupported_msg("sep"))

    def join(self, path, *paths):
        """Join segments."""
        raise UnsupportedOperation(self._unsupported_msg("join()"))

    def split(self, path):
        """Split into (head, tail) before the last component."""
        raise UnsupportedOperation(self._unsupported_msg("split()"))

    def splitdrive(self, path):
        """Split into (drive, rest)."""
        raise UnsupportedOperation(self._unsupported_msg("splitdrive()"))

    def normcase(self, path):
        """Make paths that differ in case only the same, where that does not matter."""
        raise UnsupportedOperation(self._unsupported_msg("normcase()"))

    def isabs(self, path):
        """Whether a path is absolute."""
        raise UnsupportedOperation(self._unsupported_msg("isabs()"))


class PurePathBase:
    """A path without access to a file system."""

    __slots__ = ("_raw_path", "_resolving")
    parser = ParserBase()

    def __init__(self, path, *paths):
        self._raw_path = self.parser.join(path, *paths) if paths else path
        if not isinstance(self._raw_path, str):
            raise TypeError("path should be a str, not "
                            f"{type(self._raw_path).__name__!r}")
        self._resolving = False

    def with_segments(self, *pathsegments):
        """Make a path of the same kind; subclasses override it to pass on what they keep."""
        return type(self)(*pathsegments)

    def __str__(self):
        """The path as a string, for other programs to use."""
        return self._raw_path

    def as_posix(self):
        """The path as a string with slashes."""
        return str(self).replace(self.parser.sep, "/")

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
    def drive(self):
        """The drive (letter or UNC share), or ''."""
        return self.parser.splitdrive(self.anchor)[0]

    @property
    def root(self):
        """The root, or ''."""
        return self.parser.splitdrive(self.anchor)[1]

    @property
    def anchor(self):
        """The drive and the root together, or ''."""
        return self._stack[0]

    @property
    def name(self):
        """The last component, or ''."""
        return self.parser.split(self._raw_path)[1]

    @property
    def suffix(self):
        """The last extension of the name, with its dot, or ''."""
        name = self.name
        i = name.rfind(".")
        return name[i:] if 0 < i < len(name) - 1 else ""

    @property
    def suffixes(self):
        """A list of all extensions of the name, with their dots."""
        name = self.name
        if name.endswith("."):
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The name without its last extension."""
        name = self.name
        i = name.rfind(".")
        return name[:i] if 0 < i < len(name) - 1 else name

    def with_name(self, name):
        """A path with another name."""
        split = self.parser.split
        if split(name)[0]:
            raise ValueError(f"Invalid name {name!r}")
        return self.with_segments(split(self._raw_path)[0], name)

    def with_stem(self, stem):
        """A path with another stem and the same extension."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            # The extension would become the name.
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """A path with another extension, one more if it has none; '' removes it."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not (suffix.startswith(".") and len(suffix) > 1):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def _apart(self, other):
        # What is left of both, in reverse, without the components that they begin with;
        # (None, None) if not even the anchors are the same.
        (anchor, mine), (other_anchor, others) = self._stack, other._stack
        if anchor != other_anchor:
            return None, None
        while mine and others and mine[-1] == others[-1]:
            del mine[-1], others[-1]
        return mine, others

    def relative_to(self, other, *, walk_up=False):
        """The path relative to another one; ValueError if that is not possible.

        With walk_up, '..' may be used to get there."""
        if not isinstance(other, PurePathBase):
            other = self.with_segments(other)
        mine, others = self._apart(other)
        if mine is None:
            raise ValueError(f"{self._raw_path!r} and {other._raw_path!r} have different anchors")
        for part in others:
            if not part or part == ".":
                continue
            if not walk_up:
                raise ValueError(f"{self._raw_path!r} is not in the subpath of {other._raw_path!r}")
            if part == "..":
                raise ValueError(f"'..' segment in {other._raw_path!r} cannot be walked")
            mine.append("..")
        return self.with_segments("", *reversed(mine))

    def is_relative_to(self, other):
        """Whether the path is under (or the same as) another one."""
        if not isinstance(other, PurePathBase):
            other = self.with_segments(other)
        mine, others = self._apart(other)
        if mine is None:
            return False
        return all(not part or part == "." for part in others)

    @property
    def parts(self):
        """The components as a tuple; the anchor, if any, is the first."""
        anchor, parts = self._stack
        if anchor:
            parts.append(anchor)
        return tuple(reversed(parts))

    def joinpath(self, *pathsegments):
        """The path with segments joined to it; an absolute one replaces what was before."""
        return self.with_segments(self._raw_path, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            pass
        return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self._raw_path)
        except TypeError:
            pass
        return NotImplemented

    @property
    def parent(self):
        """The path without its last component."""
        path = self._raw_path
        parent = self.parser.split(path)[0]
        if path == parent:
            return self
        parent = self.with_segments(parent)
        parent._resolving = self._resolving
        return parent

    @property
    def parents(self):
        """A sequence of the parent, its parent, and so on."""
        return tuple([self.with_segments(before) for before, _ in self._splits()])

    def is_absolute(self):
        """Whether the path is absolute."""
        return self.parser.isabs(self._raw_path)

    @property
    def _pattern_str(self):
        return str(self)

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path matches a pattern; a relative one is matched from the right.

        Here ** works like *."""
        if not isinstance(path_pattern, PurePathBase):
            path_pattern = self.with_segments(path_pattern)
        if case_sensitive is None:
            case_sensitive = _is_case_sensitive(self.parser)
        sep = path_pattern.parser.sep
        mine = self.parts[::-1]
        patterns = path_pattern.parts[::-1]
        if not patterns:
            raise ValueError("empty pattern")
        if len(mine) < len(patterns):
            return False
        if len(mine) > len(patterns) and path_pattern.anchor:
            return False
        return all(compile_pattern(pattern, sep, case_sensitive, False)(part)
                   for part, pattern in zip(mine, patterns))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether all of the path matches a pattern; ** matches any number of components."""
        if not isinstance(pattern, PurePathBase):
            pattern = self.with_segments(pattern)
        if case_sensitive is None:
            case_sensitive = _is_case_sensitive(self.parser)
        match = compile_pattern(pattern._pattern_str, pattern.parser.sep, case_sensitive)
        return match(self._pattern_str) is not None


class _Info:
    """What is known of a path's type, asked for once."""

    __slots__ = ("_path", "_modes")

    def __init__(self, path):
        self._path = path
        self._modes = {}

    def __repr__(self):
        return f"<{type(self._path).__name__}.info>"

    def _mode(self, follow_symlinks):
        try:
            return self._modes[follow_symlinks]
        except KeyError:
            pass
        try:
            mode = self._path.stat(follow_symlinks=follow_symlinks).st_mode
        except (OSError, ValueError):
            mode = None
        self._modes[follow_symlinks] = mode
        return mode

    def exists(self, *, follow_symlinks=True):
        """Whether the path exists."""
        return self._mode(follow_symlinks) is not None

    def is_dir(self, *, follow_symlinks=True):
        """Whether the path is a directory."""
        mode = self._mode(follow_symlinks)
        return mode is not None and S_ISDIR(mode)

    def is_file(self, *, follow_symlinks=True):
        """Whether the path is a regular file."""
        mode = self._mode(follow_symlinks)
        return mode is not None and S_ISREG(mode)

    def is_symlink(self):
        """Whether the path is a symbolic link."""
        mode = self._mode(False)
        return mode is not None and S_ISLNK(mode)


class PathBase(PurePathBase):
    """A path with access to a file system."""

    __slots__ = ()

    # How many links resolve() follows.
    _max_symlinks = 40

    @classmethod
    def _unsupported_msg(cls, attribute):
        return f"{cls.__name__}.{attribute} is unsupported"

    # ---------------------------------------- asking

    def stat(self, *, follow_symlinks=True):
        """What os.stat() says of the path."""
        raise UnsupportedOperation(self._unsupported_msg("stat()"))

    def lstat(self):
        """As stat(), of a link itself."""
        return self.stat(follow_symlinks=False)

    def exists(self, *, follow_symlinks=True):
        """Whether the path exists."""
        try:
            self.stat(follow_symlinks=follow_symlinks)
        except OSError as e:
            if not _is_absence(e):
                raise
            return False
        except ValueError:
            return False
        return True

    def _has_mode(self, test, follow_symlinks=True):
        try:
            return test(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except OSError as e:
            if not _is_absence(e):
                raise
            return False
        except ValueError:
            return False

    def is_dir(self, *, follow_symlinks=True):
        """Whether the path is a directory."""
        return self._has_mode(S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Whether the path is a regular file."""
        return self._has_mode(S_ISREG, follow_symlinks)

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

    def is_symlink(self):
        """Whether the path is a symbolic link."""
        return self._has_mode(S_ISLNK, False)

    def is_junction(self):
        """Whether the path is a junction."""
        return False

    def is_block_device(self):
        """Whether the path is a block device."""
        return self._has_mode(S_ISBLK)

    def is_char_device(self):
        """Whether the path is a character device."""
        return self._has_mode(S_ISCHR)

    def is_fifo(self):
        """Whether the path is a FIFO."""
        return self._has_mode(S_ISFIFO)

    def is_socket(self):
        """Whether the path is a socket."""
        return self._has_mode(S_ISSOCK)

    def samefile(self, other_path):
        """Whether another path leads to the same file."""
        st = self.stat()
        try:
            other_st = other_path.stat()
        except AttributeError:
            other_st = self.with_segments(other_path).stat()
        return st.st_ino == other_st.st_ino and st.st_dev == other_st.st_dev

    # ---------------------------------------- contents

    def open(self, mode="r", buffering=-1, encoding=None,
             errors=None, newline=None):
        """Open the file, as open() does."""
        raise UnsupportedOperation(self._unsupported_msg("open()"))

    def read_bytes(self):
        """All of the file, as bytes."""
        with self.open(mode="rb") as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """All of the file, as a str."""
        with self.open(mode="r", encoding=encoding, errors=errors, newline=newline) as f:
            return f.read()

    def write_bytes(self, data):
        """Make bytes all of the file."""
        view = memoryview(data)
        with self.open(mode="wb") as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make a str all of the file."""
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % data.__class__.__name__)
        with self.open(mode="w", encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    # ---------------------------------------- directories

    def iterdir(self):
        """Iterate over the paths in the directory, in any order, without '.' and '..'."""
        raise UnsupportedOperation(self._unsupported_msg("iterdir()"))

    def _globber(self, case_sensitive, recurse_symlinks, kind=PathGlobber):
        pedantic = case_sensitive is not None
        if case_sensitive is None:
            case_sensitive = _is_case_sensitive(self.parser)
        elif case_sensitive == _is_case_sensitive(self.parser):
            pedantic = False
        return kind(self.parser.sep, case_sensitive, pedantic, recurse_symlinks)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=True):
        """Iterate over the paths under this one that match a pattern."""
        if not isinstance(pattern, PurePathBase):
            pattern = self.with_segments(pattern)
        anchor, parts = pattern._stack
        if anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        return self._globber(case_sensitive, recurse_symlinks).find(self, parts[::-1])

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=True):
        """As glob(), at any depth."""
        if not isinstance(pattern, PurePathBase):
            pattern = self.with_segments(pattern)
        pattern = self.with_segments("**", str(pattern))
        return self.glob(pattern, case_sensitive=case_sensitive,
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

    # ---------------------------------------- other paths

    def absolute(self):
        """An absolute version of the path, without resolving anything."""
        raise UnsupportedOperation(self._unsupported_msg("absolute()"))

    @classmethod
    def cwd(cls):
        """The current directory."""
        # The class may not be able to say what an empty path is relative to.
        return cls("").absolute()

    def expanduser(self):
        """The path with ~ and ~user replaced."""
        raise UnsupportedOperation(self._unsupported_msg("expanduser()"))

    @classmethod
    def home(cls):
        """The user's home directory."""
        return cls("~").expanduser()

    def readlink(self):
        """The path that a link points to."""
        raise UnsupportedOperation(self._unsupported_msg("readlink()"))

    readlink._supported = False

    def resolve(self, strict=False):
        """The absolute path with links and '..' resolved; strict makes absence an error."""
        if self._resolving:
            return self
        root, parts = self._stack
        path = self.with_segments(root)
        try:
            path = path.absolute()
        except UnsupportedOperation:
            path._resolving = True
        else:
            # What it is relative to comes first.
            root, more = path._stack
            parts = parts + more
            path = self.with_segments(root)
        path._resolving = True
        # A kind of path that has no links need not look for them.
        look = strict or getattr(self.readlink, "_supported", True)
        link_count = 0
        while parts:
            part = parts.pop()
            if not part or part == ".":
                continue
            if part == "..":
                path = path.parent
                path._resolving = True
                continue
            next_path = path.joinpath(part)
            next_path._resolving = True
            if look:
                try:
                    st = next_path.stat(follow_symlinks=False)
                    if S_ISLNK(st.st_mode):
                        # As many systems do, rather than to look for loops.
                        link_count += 1
                        if link_count >= self._max_symlinks:
                            raise OSError(ELOOP, "Too many symbolic links in path",
                                          self._raw_path)
                        target_root, target_parts = next_path.readlink()._stack
                        if target_root:
                            path = path.with_segments(target_root)
                            path._resolving = True
                        parts.extend(target_parts)
                        continue
                    if parts and not S_ISDIR(st.st_mode):
                        raise NotADirectoryError(ENOTDIR, "Not a directory", self._raw_path)
                except OSError:
                    if strict:
                        raise
                    look = False
            path = next_path
        path._resolving = False
        return path

    # ---------------------------------------- changing

    def symlink_to(self, target, target_is_directory=False):
        """Make the path a symbolic link to a target."""
        raise UnsupportedOperation(self._unsupported_msg("symlink_to()"))

    def hardlink_to(self, target):
        """Make the path a hard link to a target."""
        raise UnsupportedOperation(self._unsupported_msg("hardlink_to()"))

    def touch(self, mode=0o666, exist_ok=True):
        """Create the file, or set its times to now."""
        raise UnsupportedOperation(self._unsupported_msg("touch()"))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Create the directory, with parents those above it too."""
        raise UnsupportedOperation(self._unsupported_msg("mkdir()"))

    def rename(self, target):
        """Rename; return the new path."""
        raise UnsupportedOperation(self._unsupported_msg("rename()"))

    def replace(self, target):
        """Rename, replacing a file that is there; return the new path."""
        raise UnsupportedOperation(self._unsupported_msg("replace()"))

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions, as os.chmod() does."""
        raise UnsupportedOperation(self._unsupported_msg("chmod()"))

    def lchmod(self, mode):
        """As chmod(), of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove the file or link."""
        raise UnsupportedOperation(self._unsupported_msg("unlink()"))

    def rmdir(self):
        """Remove the directory, which must be empty."""
        raise UnsupportedOperation(self._unsupported_msg("rmdir()"))

    def owner(self, *, follow_symlinks=True):
        """The name of the user who owns the file."""
        raise UnsupportedOperation(self._unsupported_msg("owner()"))

    def group(self, *, follow_symlinks=True):
        """The name of the group of the file."""
        raise UnsupportedOperation(self._unsupported_msg("group()"))

    @classmethod
    def from_uri(cls, uri):
        """Make a path of a 'file' URI."""
        raise UnsupportedOperation(cls._unsupported_msg("from_uri()"))

    def as_uri(self):
        """The path as a 'file' URI."""
        raise UnsupportedOperation(self._unsupported_msg("as_uri()"))

    @property
    def info(self):
        """What kind of file the path is, asked for once and then remembered."""
        return _Info(self)

    def copy(self, target, *, follow_symlinks=True, preserve_metadata=False):
        """Copy a file, or a directory with all in it, to a target; return that."""
        if not isinstance(target, PathBase):
            target = self.with_segments(target)
        self._ensure_distinct(target)
        self._copy_to(target, follow_symlinks, preserve_metadata)
        return target.joinpath()

    def copy_into(self, target_dir, **kwargs):
        """As copy(), into a directory, under the same name."""
        return self.copy(self._inside(target_dir), **kwargs)

    def move(self, target):
        """Move a file or directory to a target; return that."""
        if not isinstance(target, PathBase):
            target = self.with_segments(target)
        self._ensure_distinct(target)
        target = self.copy(target, follow_symlinks=False, preserve_metadata=True)
        self._delete()
        return target

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

    def _ensure_distinct(self, target):
        # Neither the same file nor a directory's inside.
        try:
            if self.samefile(target):
                err = OSError(EINVAL, "Source and target are the same file")
                err.filename, err.filename2 = str(self), str(target)
                raise err
        except (FileNotFoundError, NotADirectoryError):
            pass
        if self in target.parents:
            err = OSError(EINVAL, "Source path is a parent of target path")
            err.filename, err.filename2 = str(self), str(target)
            raise err

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
        if self.is_symlink() or not self.is_dir():
            self.unlink()
        else:
            for child in list(self.iterdir()):
                child._delete()
            self.rmdir()
