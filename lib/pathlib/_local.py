# pathlib._local: paths of the real file system.
# A path keeps the segments it was made of; what follows from them is worked out when it is asked
# for, and kept. Invariant: _parsed is (drive, root, list of the other components), and no one
# changes that list.

import io
import ntpath
import operator
import os
import posixpath
import sys
from _collections_abc import Sequence

from ._abc import UnsupportedOperation, PurePathBase, PathBase
from ._glob import StringGlobber

__all__ = "PurePath PurePosixPath PureWindowsPath Path PosixPath WindowsPath".split()

_ON_WINDOWS = os.name == "nt"

# Some methods once took several segments instead of one path.
_SEVERAL = ("support for supplying additional arguments to pathlib.PurePath.%s "
            "is deprecated; join them first")


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


def _deprecated(message):
    # For the caller of the method that calls this.
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


@_with_docs_of(PurePathBase)
class PurePath(PurePathBase):
    """A path that is only text, by the rules of this system unless the class says others."""

    __slots__ = "_segments", "_parsed", "_text", "_folded", "_order", "_hash"

    parser = os.path

    def __new__(cls, *args, **kwargs):
        if cls is not PurePath:
            return object.__new__(cls)
        return object.__new__(PureWindowsPath if _ON_WINDOWS else PurePosixPath)

    def __init__(self, *args):
        # The base's __init__ is not for this class: its slots stay unset.
        self._segments = segments = []
        for arg in args:
            if isinstance(arg, str):
                segments.append(arg)
            elif not isinstance(arg, PurePath):
                segments.append(self._text_of(arg))
            elif arg.parser is self.parser:
                segments += arg._segments
            else:
                segments.append(arg.as_posix())

    @staticmethod
    def _text_of(arg):
        try:
            text = os.fspath(arg)
        except TypeError:
            text = arg
        if isinstance(text, str):
            return text
        raise TypeError("argument should be a str or an os.PathLike object where __fspath__ "
                        f"returns a str, not {type(text).__name__!r}")

    # ---------------------------------------- text to components

    @classmethod
    def _parse_path(cls, path):
        """Split into (drive, root, list of components without empty ones and '.')."""
        parser = cls.parser
        sep, other_sep = parser.sep, parser.altsep
        if other_sep:
            path = path.replace(other_sep, sep)
        drive, root, rest = parser.splitroot(path)
        if drive and not root and drive[0] == sep != drive[-1]:
            # A share is absolute even without a slash behind it: //server/share, //?/unc/server/share.
            pieces = drive.split(sep)
            if len(pieces) == 6 or len(pieces) == 4 and pieces[2] not in ("?", ".", ""):
                root = sep
        return drive, root, [sys.intern(str(name)) for name in rest.split(sep)
                             if name not in ("", ".")]

    @property
    def _raw_path(self):
        # The segments, which are joined only once.
        segments = self._segments
        if len(segments) != 1:
            segments[:] = [self.parser.join(*segments) if segments else ""]
        return segments[0]

    def _parse(self):
        try:
            return self._parsed
        except AttributeError:
            parsed = self._parsed = self._parse_path(self._raw_path)
            return parsed

    @property
    def drive(self):
        try:
            return self._parsed[0]
        except AttributeError:
            return self._parse()[0]

    @property
    def root(self):
        try:
            return self._parsed[1]
        except AttributeError:
            return self._parse()[1]

    @property
    def _tail(self):
        try:
            return self._parsed[2]
        except AttributeError:
            return self._parse()[2]

    @property
    def anchor(self):
        drive, root, _ = self._parse()
        return drive + root

    @property
    def parts(self):
        drive, root, tail = self._parse()
        return (drive + root, *tail) if drive or root else tuple(tail)

    @property
    def name(self):
        tail = self._tail
        return tail[-1] if tail else ""

    # ---------------------------------------- components to text

    @classmethod
    def _unparse(cls, drive, root, tail):
        parser = cls.parser
        text = parser.sep.join(tail)
        if drive or root:
            return drive + root + text
        if tail and parser.splitdrive(tail[0])[0]:
            # Without a dot the first component would be taken for a drive.
            return "." + parser.sep + text
        return text

    def __str__(self):
        """The path as a string, for other programs to use."""
        try:
            return self._text
        except AttributeError:
            text = self._text = self._unparse(*self._parse()) or "."
            return text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        """The path as bytes, as the file system encodes it."""
        return os.fsencode(str(self))

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self.as_posix())

    def __reduce__(self):
        return type(self), self.parts

    @property
    def _pattern_str(self):
        # The empty path, shown as '.', matches as what it is.
        text = str(self)
        return text if text != "." else ""

    def as_uri(self):
        """The path as a 'file' URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        drive, rest = self.drive, self.as_posix()
        scheme = "file:"                # what a share begins with is the authority
        if not drive:
            scheme += "//"
        elif drive[1:] == ":":
            scheme += "///" + drive
            rest = rest[2:]
        return scheme + quote_from_bytes(os.fsencode(rest))

    # ---------------------------------------- comparing

    def _fold(self, text):
        return text if self.parser is posixpath else text.lower()

    def _key(self):
        # What is equal of equal paths.
        try:
            return self._folded
        except AttributeError:
            key = self._folded = self._fold(str(self))
            return key

    def _sort_key(self):
        # Component by component, so that 'a/b' comes before 'a-b'.
        try:
            return self._order
        except AttributeError:
            key = self._order = self._key().split(self.parser.sep)
            return key

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            value = self._hash = hash(self._key())
            return value

    def __eq__(self, other):
        if isinstance(other, PurePath):
            return self.parser is other.parser and self._key() == other._key()
        return NotImplemented

    def _ordering(symbol, operation):
        def method(self, other):
            if isinstance(other, PurePath) and other.parser is self.parser:
                return operation(self._sort_key(), other._sort_key())
            return NotImplemented
        method.__name__ = symbol
        method.__qualname__ = "PurePath." + symbol
        return method

    __lt__ = _ordering("__lt__", operator.lt)
    __le__ = _ordering("__le__", operator.le)
    __gt__ = _ordering("__gt__", operator.gt)
    __ge__ = _ordering("__ge__", operator.ge)
    del _ordering

    # ---------------------------------------- other paths

    def _of_text(self, text):
        """A path of the same kind, of text that needs no changes."""
        path = self.with_segments(text)
        path._text = text or "."
        return path

    def _of_parts(self, drive, root, tail):
        """A path of the same kind, of components."""
        path = self.with_segments(self._unparse(drive, root, tail))
        path._parsed = drive, root, tail
        return path

    # An operand of a wrong type may know what to do with a path.

    def __truediv__(self, other):
        try:
            path = self.with_segments(self, other)
        except TypeError:
            path = NotImplemented
        return path

    def __rtruediv__(self, other):
        try:
            path = self.with_segments(other, self)
        except TypeError:
            path = NotImplemented
        return path

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    @property
    def parent(self):
        drive, root, tail = self._parse()
        return self._of_parts(drive, root, tail[:-1]) if tail else self

    @property
    def parents(self):
        return _Ancestors(self)

    def with_name(self, name):
        parser = self.parser
        separators = parser.sep + (parser.altsep or "")
        if not name or name == "." or any(char in name for char in separators):
            raise ValueError(f"Invalid name {name!r}")
        drive, root, tail = self._parse()
        if not tail:
            raise ValueError(f"{self!r} has an empty name")
        return self._of_parts(drive, root, tail[:-1] + [name])

    def _shared(self, other):
        """With how many components both begin; -1 if not even their anchors are the same."""
        fold = self._fold
        if self.parser is not other.parser or fold(self.anchor) != fold(other.anchor):
            return -1
        count = 0
        for mine, theirs in zip(self._tail, other._tail):
            if mine != theirs and fold(mine) != fold(theirs):
                break
            count += 1
        return count

    def relative_to(self, other, /, *more, walk_up=False):
        if more:
            _deprecated(_SEVERAL % "relative_to()")
        if more or not isinstance(other, PurePath):
            other = self.with_segments(other, *more)
        shared = self._shared(other)
        start = max(shared, 0)
        up = other._tail[start:]
        if not walk_up and (up or shared < 0):
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
        if ".." in up:
            raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        if shared < 0:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._of_parts("", "", [".."] * len(up) + self._tail[start:])

    def is_relative_to(self, other, /, *more):
        if more:
            _deprecated(_SEVERAL % "is_relative_to()")
        if more or not isinstance(other, PurePath):
            other = self.with_segments(other, *more)
        return self._shared(other) == len(other._tail)

    # ---------------------------------------- asking

    def is_absolute(self):
        parser = self.parser
        return bool(self.root) if parser is posixpath else parser.isabs(self)

    def is_reserved(self):
        """Deprecated: whether the name is reserved on Windows.  Use os.path.isreserved()."""
        _deprecated("pathlib.PurePath.is_reserved() is deprecated and scheduled for removal in "
                    "Python 3.15. Use os.path.isreserved() to detect reserved paths on Windows.")
        return self.parser is ntpath and ntpath.isreserved(self)


class _Ancestors(Sequence):
    """The parents of a path, made when they are asked for."""

    __slots__ = ("_path",)

    def __init__(self, path):
        self._path = path

    def __repr__(self):
        return "<%s.parents>" % type(self._path).__name__

    def __len__(self):
        return len(self._path._tail)

    def __getitem__(self, idx):
        path = self._path
        drive, root, tail = path._parse()
        # As many components are left as its place among these says.
        lengths = range(len(tail) - 1, -1, -1)
        if isinstance(idx, slice):
            return tuple([path._of_parts(drive, root, tail[:left]) for left in lengths[idx]])
        try:
            left = lengths[idx]
        except IndexError:
            raise IndexError(idx) from None
        return path._of_parts(drive, root, tail[:left])


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A PurePath by the rules of systems where paths have slashes."""

    __slots__ = ()
    parser = posixpath


class PureWindowsPath(PurePath):
    """A PurePath by the rules of Windows."""

    __slots__ = ()
    parser = ntpath


@_with_docs_of(PathBase)
class Path(PathBase, PurePath):
    """A path of the file system of this system."""

    __slots__ = ()

    as_uri = PurePath.as_uri            # PathBase has one that refuses

    def __new__(cls, *args, **kwargs):
        if cls is not Path:
            return object.__new__(cls)
        return object.__new__(WindowsPath if _ON_WINDOWS else PosixPath)

    def __init__(self, *args, **kwargs):
        if kwargs:
            _deprecated("support for supplying keyword arguments to pathlib.PurePath "
                        "is deprecated; they are ignored")
        PurePath.__init__(self, *args)

    @classmethod
    def _unsupported_msg(cls, attribute):
        return f"{cls.__name__}.{attribute} is unsupported on this system"

    def _system(self, function, method):
        """Return a function of os that not every system has."""
        found = getattr(os, function, None)
        if found is None:
            raise UnsupportedOperation(self._unsupported_msg(method))
        return found

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
            from pwd import getpwuid
        except ImportError:
            raise UnsupportedOperation(self._unsupported_msg("owner()")) from None
        status = self.stat(follow_symlinks=follow_symlinks)
        return getpwuid(status.st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        try:
            from grp import getgrgid
        except ImportError:
            raise UnsupportedOperation(self._unsupported_msg("group()")) from None
        status = self.stat(follow_symlinks=follow_symlinks)
        return getgrgid(status.st_gid).gr_name

    # ---------------------------------------- contents

    # The encoding is settled in each method, so that an EncodingWarning blames its caller.

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        encoding = encoding if "b" in mode else io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        return PathBase.read_text(self, io.text_encoding(encoding), errors, newline)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        return PathBase.write_text(self, data, io.text_encoding(encoding), errors, newline)

    # ---------------------------------------- directories

    def iterdir(self):
        directory = str(self)
        with os.scandir(directory) as entries:
            found = [entry.path for entry in entries]
        if directory == ".":
            found = [text[2:] for text in found]
        return map(self._of_text, found)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        sys.audit("pathlib.Path.glob", self, pattern)
        pattern, names, only_directories = self._pattern(pattern)
        if not names:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        return self._find(names + [""] * only_directories, case_sensitive, recurse_symlinks)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        sys.audit("pathlib.Path.rglob", self, pattern)
        pattern, names, only_directories = self._pattern(pattern)
        # An empty pattern, too, finds just directories.
        if not pattern._raw_path:
            only_directories = True
        return self._find(["**"] + names + [""] * only_directories,
                          case_sensitive, recurse_symlinks)

    def _pattern(self, pattern):
        """Return a pattern as a path, its components, and whether it ends with a slash.

        Such a slash, which paths do not keep, asks for directories.
        """
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        drive, root, names = pattern._parse()
        if drive or root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        slashes = self.parser.sep, self.parser.altsep
        return pattern, names, bool(names) and pattern._raw_path[-1] in slashes

    def _find(self, names, case_sensitive, recurse_symlinks):
        start = str(self)
        globber = self._globber(case_sensitive, recurse_symlinks, StringGlobber)
        found = globber.find(start, names)
        if start == ".":
            found = (text[2:] if text[:2] in ("./", ".\\") else text for text in found)
        if names[-1] in ("", "**"):
            # Only these can give a final slash.
            found = map(self._without_slash, found)
        return map(self._of_text, found)

    def _without_slash(self, text):
        keep = len(self.anchor)
        return text[:keep] + text[keep:].removesuffix(self.parser.sep)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        start = str(self)
        strip = 2 if start == "." else 0
        links = follow_symlinks or os._walk_symlinks_as_files
        for where, *content in os.walk(start, top_down, on_error, links):
            yield self._of_text(where[strip:]), *content

    # ---------------------------------------- other paths

    def absolute(self):
        if self.is_absolute():
            return self
        drive, root, tail = self._parse()
        # A drive without a root has a current directory of its own.
        base = os.path.abspath(drive) if drive and not root else os.getcwd()
        base_drive, base_root, base_tail = self._parse_path(base)
        if root:
            return self._of_parts(base_drive, root, tail)
        return self._of_parts(base_drive, base_root, base_tail + tail)

    def resolve(self, strict=False):
        return self.with_segments(os.path.realpath(self, strict=strict))

    def readlink(self):
        return self.with_segments(self._system("readlink", "readlink()")(self))

    def expanduser(self):
        drive, root, tail = self._parse()
        if drive or root or not tail or not tail[0].startswith("~"):
            return self
        home = os.path.expanduser(tail[0])
        if home.startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        drive, root, above = self._parse_path(home)
        return self._of_parts(drive, root, above + tail[1:])

    @classmethod
    def from_uri(cls, uri):
        scheme, colon, rest = uri.partition(":")
        if not colon or scheme != "file":
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        for this_machine in ("///", "//localhost/"):
            if rest.startswith(this_machine):
                rest = "/" + rest.removeprefix(this_machine)
                break
        if rest.startswith("///") or rest[:1] == "/" and rest[2:3] in (":", "|"):
            rest = rest[1:]             # a slash before a drive or a share
        if rest[1:2] == "|":
            rest = rest.replace("|", ":", 1)
        from urllib.parse import unquote_to_bytes
        path = cls(os.fsdecode(unquote_to_bytes(rest)))
        if path.is_absolute():
            return path
        raise ValueError(f"URI is not absolute: {uri!r}")

    # ---------------------------------------- changing

    def touch(self, mode=0o666, exist_ok=True):
        flags = os.O_CREAT | os.O_WRONLY | os.O_EXCL
        if exist_ok:
            # The common case first, and then a file that is not there.
            flags ^= os.O_EXCL
            try:
                return os.utime(self)
            except OSError:
                pass
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            return os.mkdir(self, mode)
        except FileNotFoundError:
            above = self.parent
            if not parents or above == self:
                raise
        except OSError:
            # Not only EEXIST: the system may prefer another error, such as EROFS.
            if exist_ok and self.is_dir():
                return
            raise
        above.mkdir(parents=True, exist_ok=True)
        self.mkdir(mode, exist_ok=exist_ok)

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if missing_ok:
                return
            raise

    def rmdir(self):
        os.rmdir(self)

    def _moved(self, function, target):
        function(self, target)
        return self.with_segments(target)

    def rename(self, target):
        return self._moved(os.rename, target)

    def replace(self, target):
        return self._moved(os.replace, target)

    def symlink_to(self, target, target_is_directory=False):
        self._system("symlink", "symlink_to()")(target, self, target_is_directory)

    def hardlink_to(self, target):
        self._system("link", "hardlink_to()")(target, self)

    def move(self, target):
        target = self._place(target)
        if isinstance(target, Path):
            try:
                os.replace(self, target)
                return target.joinpath()
            except OSError as trouble:
                import errno
                if trouble.errno != errno.EXDEV:
                    raise
        return PathBase.move(self, target)

    def _copy_metadata(self, target, follow_symlinks):
        from shutil import copystat
        copystat(self, target, follow_symlinks=follow_symlinks)


def _refusing(cls, *args, **kwargs):
    raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")


class PosixPath(Path, PurePosixPath):
    """A Path of systems where paths have slashes."""

    __slots__ = ()
    if _ON_WINDOWS:
        __new__ = _refusing


class WindowsPath(Path, PureWindowsPath):
    """A Path of Windows."""

    __slots__ = ()
    if not _ON_WINDOWS:
        __new__ = _refusing
