# pathlib._local: paths of the real file system.
# A path keeps the segments it was made of, and parses them when it must: _drv, _root and
# _tail_cached are set together.

import io
import ntpath
import os
import posixpath
import sys
from _collections_abc import Sequence

from ._abc import UnsupportedOperation, PurePathBase, PathBase
from ._glob import StringGlobber

__all__ = [
    "PurePath", "PurePosixPath", "PureWindowsPath",
    "Path", "PosixPath", "WindowsPath",
]


def _with_docs_of(base):
    # Class decorator: what a method of the base is for need not be said twice.
    def decorate(cls):
        for name, attr in list(cls.__dict__.items()):
            if name.startswith("_"):
                continue
            inherited = getattr(base, name, None)
            doc = getattr(inherited, "__doc__", None)
            if doc is None:
                continue
            if isinstance(attr, property):
                setattr(cls, name, property(attr.fget, attr.fset, attr.fdel, doc))
            else:
                getattr(attr, "__func__", attr).__doc__ = doc
        return cls
    return decorate


class _PathParents(Sequence):
    """The ancestors of a path, made when they are asked for."""

    __slots__ = ("_path", "_drv", "_root", "_tail")

    def __init__(self, path):
        self._path = path
        self._drv = path.drive
        self._root = path.root
        self._tail = path._tail

    def __len__(self):
        return len(self._tail)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple([self[i] for i in range(*idx.indices(len(self)))])
        n = len(self)
        if idx >= n or idx < -n:
            raise IndexError(idx)
        if idx < 0:
            idx += n
        return self._path._from_parsed_parts(self._drv, self._root, self._tail[:-idx - 1])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


@_with_docs_of(PurePathBase)
class PurePath(PurePathBase):
    """A path that is only text, by the rules of this system unless the class says others."""

    __slots__ = (
        # The segments given.
        "_raw_paths",
        # Parsed.
        "_drv", "_root", "_tail_cached",
        # Made when asked for.
        "_str", "_str_normcase_cached", "_parts_normcase_cached", "_hash",
    )
    parser = os.path

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == "nt" else PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        paths = []
        for arg in args:
            if isinstance(arg, PurePath):
                if arg.parser is not self.parser:
                    paths.append(arg.as_posix())
                else:
                    paths.extend(arg._raw_paths)
                continue
            if isinstance(arg, str):
                paths.append(arg)
                continue
            try:
                path = os.fspath(arg)
            except TypeError:
                path = arg
            if not isinstance(path, str):
                raise TypeError(
                    "argument should be a str or an os.PathLike "
                    "object where __fspath__ returns a str, "
                    f"not {type(path).__name__!r}")
            paths.append(path)
        # The base's __init__ is not for this class: its slots stay unset.
        self._raw_paths = paths

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def __reduce__(self):
        return self.__class__, self.parts

    def __repr__(self):
        return f"{self.__class__.__name__}({self.as_posix()!r})"

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        """The path as bytes, as the file system encodes it."""
        return os.fsencode(self)

    # ---------------------------------------- comparing

    @property
    def _str_normcase(self):
        try:
            return self._str_normcase_cached
        except AttributeError:
            if self.parser is posixpath:
                s = str(self)
            else:
                s = str(self).lower()
            self._str_normcase_cached = s
            return s

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(self._str_normcase)
            return self._hash

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._str_normcase == other._str_normcase and self.parser is other.parser

    @property
    def _parts_normcase(self):
        # Component by component, so that 'a/b' comes before 'a-b'.
        try:
            return self._parts_normcase_cached
        except AttributeError:
            self._parts_normcase_cached = self._str_normcase.split(self.parser.sep)
            return self._parts_normcase_cached

    def __lt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase < other._parts_normcase

    def __le__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase <= other._parts_normcase

    def __gt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase > other._parts_normcase

    def __ge__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase >= other._parts_normcase

    # ---------------------------------------- parsing and unparsing

    def __str__(self):
        """The path as a string, for other programs to use."""
        try:
            return self._str
        except AttributeError:
            self._str = self._format_parsed_parts(self.drive, self.root, self._tail) or "."
            return self._str

    @classmethod
    def _format_parsed_parts(cls, drv, root, tail):
        if drv or root:
            return drv + root + cls.parser.sep.join(tail)
        if tail and cls.parser.splitdrive(tail[0])[0]:
            # Without it, the first component would be taken for a drive.
            tail = [".", *tail]
        return cls.parser.sep.join(tail)

    def _from_parsed_parts(self, drv, root, tail):
        path = self.with_segments(self._format_parsed_parts(drv, root, tail))
        path._drv = drv
        path._root = root
        path._tail_cached = tail
        return path

    def _from_parsed_string(self, path_str):
        path = self.with_segments(path_str)
        path._str = path_str or "."
        return path

    @classmethod
    def _parse_path(cls, path):
        """Split into (drive, root, list of components without empty ones and '.')."""
        if not path:
            return "", "", []
        parser = cls.parser
        sep = parser.sep
        if parser.altsep:
            path = path.replace(parser.altsep, sep)
        drv, root, rel = parser.splitroot(path)
        if not root and drv.startswith(sep) and not drv.endswith(sep):
            drv_parts = drv.split(sep)
            if len(drv_parts) == 4 and drv_parts[2] not in "?.":
                # //server/share is absolute.
                root = sep
            elif len(drv_parts) == 6:
                # //?/unc/server/share, too.
                root = sep
        return drv, root, [sys.intern(str(x)) for x in rel.split(sep) if x and x != "."]

    @property
    def _raw_path(self):
        # The segments, joined.
        paths = self._raw_paths
        if len(paths) == 1:
            return paths[0]
        if paths:
            # Joined once.
            path = self.parser.join(*paths)
            paths.clear()
            paths.append(path)
            return path
        paths.append("")
        return ""

    def _parse(self):
        self._drv, self._root, self._tail_cached = self._parse_path(self._raw_path)

    @property
    def drive(self):
        try:
            return self._drv
        except AttributeError:
            self._parse()
            return self._drv

    @property
    def root(self):
        try:
            return self._root
        except AttributeError:
            self._parse()
            return self._root

    @property
    def _tail(self):
        try:
            return self._tail_cached
        except AttributeError:
            self._parse()
            return self._tail_cached

    @property
    def anchor(self):
        return self.drive + self.root

    @property
    def parts(self):
        anchor = self.drive + self.root
        if anchor:
            return (anchor, *self._tail)
        return tuple(self._tail)

    @property
    def parent(self):
        drv = self.drive
        root = self.root
        tail = self._tail
        if not tail:
            return self
        return self._from_parsed_parts(drv, root, tail[:-1])

    @property
    def parents(self):
        return _PathParents(self)

    @property
    def name(self):
        tail = self._tail
        return tail[-1] if tail else ""

    # ---------------------------------------- other paths

    def with_name(self, name):
        p = self.parser
        if not name or p.sep in name or (p.altsep and p.altsep in name) or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        tail = self._tail.copy()
        if not tail:
            raise ValueError(f"{self!r} has an empty name")
        tail[-1] = name
        return self._from_parsed_parts(self.drive, self.root, tail)

    def _joined_args(self, name, other, more):
        # Several segments instead of one path, as these methods once took.
        import warnings
        warnings.warn(f"support for supplying additional arguments to pathlib.PurePath.{name} "
                      "is deprecated; join them first", DeprecationWarning, stacklevel=3)
        return self.with_segments(other, *more)

    def relative_to(self, other, /, *_deprecated, walk_up=False):
        if _deprecated:
            other = self._joined_args("relative_to()", other, _deprecated)
        elif not isinstance(other, PurePath):
            other = self.with_segments(other)
        above = 0
        for path in (other, *other.parents):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
            above += 1
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._from_parsed_parts("", "", [".."] * above + self._tail[len(path._tail):])

    def is_relative_to(self, other, /, *_deprecated):
        if _deprecated:
            other = self._joined_args("is_relative_to()", other, _deprecated)
        elif not isinstance(other, PurePath):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def is_absolute(self):
        if self.parser is posixpath:
            # The first absolute segment decides.
            for path in self._raw_paths:
                if path.startswith("/"):
                    return True
            return False
        return self.parser.isabs(self)

    def is_reserved(self):
        """Deprecated: whether the name is reserved on Windows.  Use os.path.isreserved()."""
        import warnings
        warnings.warn("pathlib.PurePath.is_reserved() is deprecated and scheduled "
                      "for removal in Python 3.15. Use os.path.isreserved() to "
                      "detect reserved paths on Windows.",
                      DeprecationWarning, stacklevel=2)
        if self.parser is ntpath:
            return self.parser.isreserved(self)
        return False

    def as_uri(self):
        """The path as a 'file' URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        drive = self.drive
        if len(drive) == 2 and drive[1] == ":":
            prefix = "file:///" + drive
            path = self.as_posix()[2:]
        elif drive:
            # On a server.
            prefix = "file:"
            path = self.as_posix()
        else:
            prefix = "file://"
            path = str(self)
        from urllib.parse import quote_from_bytes
        return prefix + quote_from_bytes(os.fsencode(path))

    @property
    def _pattern_str(self):
        # The empty path, shown as '.', matches as what it is.
        path_str = str(self)
        return "" if path_str == "." else path_str


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A PurePath by the rules of systems where paths have slashes."""

    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A PurePath by the rules of Windows."""

    parser = ntpath
    __slots__ = ()


@_with_docs_of(PathBase)
class Path(PathBase, PurePath):
    """A path of the file system of this system."""

    __slots__ = ()
    as_uri = PurePath.as_uri

    @classmethod
    def _unsupported_msg(cls, attribute):
        return f"{cls.__name__}.{attribute} is unsupported on this system"

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == "nt" else PosixPath
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        if kwargs:
            import warnings
            warnings.warn("support for supplying keyword arguments to pathlib.PurePath "
                          "is deprecated; they are ignored", DeprecationWarning, stacklevel=2)
        PurePath.__init__(self, *args)

    # Text, as PurePath has it: PathBase comes first for the rest.
    __str__ = PurePath.__str__
    __truediv__ = PurePath.__truediv__
    __rtruediv__ = PurePath.__rtruediv__
    _raw_path = PurePath._raw_path
    _pattern_str = PurePath._pattern_str
    drive = PurePath.drive
    root = PurePath.root
    anchor = PurePath.anchor
    name = PurePath.name
    parts = PurePath.parts
    parent = PurePath.parent
    parents = PurePath.parents
    joinpath = PurePath.joinpath
    with_name = PurePath.with_name
    relative_to = PurePath.relative_to
    is_relative_to = PurePath.is_relative_to
    is_absolute = PurePath.is_absolute

    # ---------------------------------------- asking

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def is_mount(self):
        return os.path.ismount(self)

    def is_junction(self):
        return os.path.isjunction(self)

    def owner(self, *, follow_symlinks=True):
        try:
            import pwd
        except ImportError:
            raise UnsupportedOperation(self._unsupported_msg("owner()")) from None
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        try:
            import grp
        except ImportError:
            raise UnsupportedOperation(self._unsupported_msg("group()")) from None
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    # ---------------------------------------- contents

    def open(self, mode="r", buffering=-1, encoding=None,
             errors=None, newline=None):
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        # Here, so that an EncodingWarning blames the caller.
        encoding = io.text_encoding(encoding)
        return PathBase.read_text(self, encoding, errors, newline)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        encoding = io.text_encoding(encoding)
        return PathBase.write_text(self, data, encoding, errors, newline)

    # ---------------------------------------- directories

    def iterdir(self):
        root_dir = str(self)
        with os.scandir(root_dir) as entries:
            paths = [entry.path for entry in entries]
        if root_dir == ".":
            paths = [path[2:] for path in paths]
        return map(self._from_parsed_string, paths)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        sys.audit("pathlib.Path.glob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        if pattern.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = pattern._tail.copy()
        if not parts:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        raw = pattern._raw_path
        if raw[-1] in (self.parser.sep, self.parser.altsep):
            # A final slash, which paths do not keep, asks for directories.
            parts.append("")
        return self._glob(parts, case_sensitive, recurse_symlinks)

    def _glob(self, parts, case_sensitive, recurse_symlinks):
        root = str(self)
        globber = self._globber(case_sensitive, recurse_symlinks, StringGlobber)
        paths = globber.find(root, parts)
        if root == ".":
            paths = (path[2:] if path.startswith("./") or path.startswith(".\\") else path
                     for path in paths)
        if parts[-1] in ("", "**"):
            # Only these can give a final slash.
            paths = map(self._without_slash, paths)
        return map(self._from_parsed_string, paths)

    def _without_slash(self, path):
        sep = self.parser.sep
        if path.endswith(sep) and len(path) > len(self.anchor):
            return path[:-1]
        return path

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        sys.audit("pathlib.Path.rglob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        if pattern.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = ["**", *pattern._tail]
        raw = pattern._raw_path
        if not raw or pattern._tail and raw[-1] in (self.parser.sep, self.parser.altsep):
            # An empty pattern, too, finds just directories.
            parts.append("")
        return self._glob(parts, case_sensitive, recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        root_dir = str(self)
        if not follow_symlinks:
            follow_symlinks = os._walk_symlinks_as_files
        for path_str, dirnames, filenames in os.walk(root_dir, top_down, on_error,
                                                     follow_symlinks):
            if root_dir == ".":
                path_str = path_str[2:]
            yield self._from_parsed_string(path_str), dirnames, filenames

    # ---------------------------------------- other paths

    def absolute(self):
        if self.is_absolute():
            return self
        if self.root:
            drive = os.path.splitroot(os.getcwd())[0]
            return self._from_parsed_parts(drive, self.root, self._tail)
        if self.drive:
            # Relative to the current directory of a drive.
            cwd = os.path.abspath(self.drive)
        else:
            cwd = os.getcwd()
        if not self._tail:
            return self._from_parsed_string(cwd)
        drive, root, rel = os.path.splitroot(cwd)
        if not rel:
            return self._from_parsed_parts(drive, root, self._tail)
        return self._from_parsed_parts(drive, root,
                                       rel.split(self.parser.sep) + self._tail)

    def resolve(self, strict=False):
        return self.with_segments(os.path.realpath(self, strict=strict))

    def readlink(self):
        if not hasattr(os, "readlink"):
            raise UnsupportedOperation(self._unsupported_msg("readlink()"))
        return self.with_segments(os.readlink(self))

    def expanduser(self):
        if not (self.drive or self.root) and self._tail and self._tail[0][:1] == "~":
            homedir = os.path.expanduser(self._tail[0])
            if homedir[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            drv, root, tail = self._parse_path(homedir)
            return self._from_parsed_parts(drv, root, tail + self._tail[1:])
        return self

    @classmethod
    def from_uri(cls, uri):
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        path = uri[5:]
        if path[:3] == "///":
            # An empty authority.
            path = path[2:]
        elif path[:12] == "//localhost/":
            path = path[11:]
        if path[:3] == "///" or (path[:1] == "/" and path[2:3] in (":", "|")):
            # A slash before a drive or a share.
            path = path[1:]
        if path[1:2] == "|":
            path = path[:1] + ":" + path[2:]
        from urllib.parse import unquote_to_bytes
        path = cls(os.fsdecode(unquote_to_bytes(path)))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    # ---------------------------------------- changing

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok:
            # The common case first; if the file is not there it is made below.
            try:
                os.utime(self, None)
            except OSError:
                pass
            else:
                return
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            # Not only EEXIST: the system may prefer another error, such as EROFS.
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        os.replace(self, target)
        return self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        if not hasattr(os, "symlink"):
            raise UnsupportedOperation(self._unsupported_msg("symlink_to()"))
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        if not hasattr(os, "link"):
            raise UnsupportedOperation(self._unsupported_msg("hardlink_to()"))
        os.link(target, self)

    def move(self, target):
        if not isinstance(target, PathBase):
            target = self.with_segments(target)
        if isinstance(target, Path):
            self._ensure_distinct(target)
            try:
                os.replace(self, target)
                return target.joinpath()
            except OSError as err:
                import errno
                if err.errno != errno.EXDEV:
                    raise
        return PathBase.move(self, target)

    def _copy_metadata(self, target, follow_symlinks):
        from shutil import copystat
        copystat(self, target, follow_symlinks=follow_symlinks)


class PosixPath(Path, PurePosixPath):
    """A Path of systems where paths have slashes."""

    __slots__ = ()

    if os.name == "nt":
        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(
                f"cannot instantiate {cls.__name__!r} on your system")


class WindowsPath(Path, PureWindowsPath):
    """A Path of Windows."""

    __slots__ = ()

    if os.name != "nt":
        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(
                f"cannot instantiate {cls.__name__!r} on your system")
