# zipfile._path: paths inside of archives, like those of pathlib.

import io
import posixpath
import re

import zipfile

__all__ = ["Path"]


def _ancestry(path):
    """A path and all above it: a/b/c, a/b, a."""
    path = path.rstrip("/")
    while path.rstrip("/"):
        yield path
        path = posixpath.dirname(path)


class InitializedState:
    """Pickled by the arguments that made it."""

    def __init__(self, *args, **kwargs):
        self.__args = args
        self.__kwargs = kwargs
        super().__init__(*args, **kwargs)

    def __getstate__(self):
        return self.__args, self.__kwargs

    def __setstate__(self, state):
        args, kwargs = state
        super().__init__(*args, **kwargs)


class CompleteDirs(InitializedState, zipfile.ZipFile):
    """An archive that has all folders, also those that are only part of names."""

    @staticmethod
    def _implied_dirs(names):
        known = set(names)
        found = {}
        for name in names:
            for above in list(_ancestry(name))[1:]:
                found[above + "/"] = None
        return [folder for folder in found if folder not in known]

    def namelist(self):
        names = super().namelist()
        return names + list(self._implied_dirs(names))

    def _name_set(self):
        return set(self.namelist())

    def resolve_dir(self, name):
        """The name with a slash at its end if it is that of a folder."""
        names = self._name_set()
        return name + "/" if name not in names and name + "/" in names else name

    def getinfo(self, name):
        """The ZipInfo of a name; folders that are only part of names have one too."""
        try:
            return super().getinfo(name)
        except KeyError:
            if not name.endswith("/") or name not in self._name_set():
                raise
            return zipfile.ZipInfo(filename=name)

    @classmethod
    def make(cls, source):
        """An archive of this class for an archive or what one is made of."""
        if isinstance(source, CompleteDirs):
            return source
        if not isinstance(source, zipfile.ZipFile):
            return cls(source)
        # Names cannot be kept where more may come.
        if "r" not in source.mode:
            cls = CompleteDirs
        source.__class__ = cls
        return source

    @classmethod
    def inject(cls, zf):
        """Add all folders to an archive that is written, and return it."""
        for name in cls._implied_dirs(zf.namelist()):
            zf.writestr(name, b"")
        return zf


class FastLookup(CompleteDirs):
    """An archive that does not change any more and works its names out once."""

    def namelist(self):
        try:
            return self.__names
        except AttributeError:
            self.__names = super().namelist()
            return self.__names

    def _name_set(self):
        try:
            return self.__lookup
        except AttributeError:
            self.__lookup = super()._name_set()
            return self.__lookup


def _text_arguments(encoding=None, *args, **kwargs):
    return io.text_encoding(encoding, 3), args, kwargs


class Path:
    """A path inside of an archive: root is the archive, at the path, with a slash at a folder's end."""

    def __init__(self, root, at=""):
        self.root = FastLookup.make(root)
        self.at = at

    def __eq__(self, other):
        if self.__class__ is not other.__class__:
            return NotImplemented
        return (self.root, self.at) == (other.root, other.at)

    def __hash__(self):
        return hash((self.root, self.at))

    def open(self, mode="r", *args, pwd=None, **kwargs):
        """The file at the path, as text or, with a b in the mode, as a binary file."""
        if self.is_dir():
            raise IsADirectoryError(self)
        zip_mode = mode[0]
        if zip_mode == "r" and not self.exists():
            raise FileNotFoundError(self)
        stream = self.root.open(self.at, zip_mode, pwd=pwd)
        if "b" in mode:
            if args or kwargs:
                raise ValueError("encoding args invalid for binary operation")
            return stream
        encoding, args, kwargs = _text_arguments(*args, **kwargs)
        return io.TextIOWrapper(stream, encoding, *args, **kwargs)

    def _base(self):
        import pathlib
        return pathlib.PurePosixPath(self.at) if self.at else self.filename

    @property
    def name(self):
        return self._base().name

    @property
    def suffix(self):
        return self._base().suffix

    @property
    def suffixes(self):
        return self._base().suffixes

    @property
    def stem(self):
        return self._base().stem

    @property
    def filename(self):
        import pathlib
        return pathlib.Path(self.root.filename).joinpath(self.at)

    def read_text(self, *args, **kwargs):
        """The text of the file."""
        encoding, args, kwargs = _text_arguments(*args, **kwargs)
        with self.open("r", encoding, *args, **kwargs) as stream:
            return stream.read()

    def read_bytes(self):
        """The data of the file."""
        with self.open("rb") as stream:
            return stream.read()

    def _is_child(self, path):
        return posixpath.dirname(path.at.rstrip("/")) == self.at.rstrip("/")

    def _next(self, at):
        return self.__class__(self.root, at)

    def is_dir(self):
        """Whether the path is that of a folder."""
        return not self.at or self.at.endswith("/")

    def is_file(self):
        """Whether there is a file at the path."""
        return self.exists() and not self.is_dir()

    def exists(self):
        """Whether there is anything at the path."""
        return self.at in self.root._name_set()

    def iterdir(self):
        """The paths in the folder."""
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        return filter(self._is_child, map(self._next, self.root.namelist()))

    def match(self, path_pattern):
        """Whether a pattern matches the path, from its end."""
        import pathlib
        return pathlib.PurePosixPath(self.at).match(path_pattern)

    def is_symlink(self):
        """Whether the path is that of a symbolic link."""
        import stat
        return stat.S_ISLNK(self.root.getinfo(self.at).external_attr >> 16)

    def glob(self, pattern):
        """The paths below that a pattern matches: * ? [...], and ** for folders of any depth."""
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        matches = re.compile(re.escape(self.at) + _translate(pattern)).fullmatch
        return map(self._next, filter(matches, self.root.namelist()))

    def rglob(self, pattern):
        """As glob(), at any depth."""
        return self.glob(f"**/{pattern}")

    def relative_to(self, other, *extra):
        """The path seen from another, as a str."""
        return posixpath.relpath(str(self), str(other.joinpath(*extra)))

    def __str__(self):
        return posixpath.join(self.root.filename, self.at)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.root.filename!r}, {self.at!r})"

    def joinpath(self, *other):
        """The path of something below."""
        return self._next(self.root.resolve_dir(posixpath.join(self.at, *other)))

    __truediv__ = joinpath

    @property
    def parent(self):
        if not self.at:
            return self.filename.parent
        above = posixpath.dirname(self.at.rstrip("/"))
        return self._next(above + "/" if above else above)


def _translate(pattern):
    # The regular expression of a glob; a slash at the end, which folders have, does not matter.
    segments = pattern.split("/")
    parts = []
    for i, segment in enumerate(segments):
        last = i == len(segments) - 1
        if segment == "**":
            parts.append(".*" if last else ".*/")
            continue
        if "**" in segment:
            raise ValueError("** must appear alone in a path segment")
        # A lone star does not match an empty name.
        parts.append("[^/]+" if segment == "*" else _translate_segment(segment))
        if not last:
            parts.append("/")
    return "(?s:" + "".join(parts) + ")/?"


def _translate_segment(segment):
    parts = []
    for piece in re.findall(r"\[!?\]?[^\]]*\]|.", segment, re.DOTALL):
        if piece == "*":
            parts.append("[^/]*")
        elif piece == "?":
            parts.append("[^/]")
        elif len(piece) > 1:
            inner = piece[1:-1].replace("\\", r"\\")
            negated = inner.startswith("!")
            parts.append("[" + ("^" if negated else "") + inner[negated:] + "]")
        else:
            parts.append(re.escape(piece))
    return "".join(parts)
