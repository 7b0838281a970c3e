# tempfile: temporary files and directories.
# Invariant: whatever is made is made exclusively (O_EXCL, mkdir) and for its owner alone.

import errno as _errno
import io as _io
import os as _os
import sys as _sys
from _thread import allocate_lock as _new_lock
from types import GenericAlias as _GenericAlias
from weakref import finalize as _finalize

__all__ = """NamedTemporaryFile TemporaryFile SpooledTemporaryFile TemporaryDirectory
    mkstemp mkdtemp mktemp TMP_MAX gettempprefix tempdir gettempdir
    gettempprefixb gettempdirb""".split()

TMP_MAX = getattr(_os, "TMP_MAX", 10000)        # how many names are tried
template = "tmp"                                # how names begin
tempdir = None                                  # found at first use, or set by the user


def _open_flags(*optional):
    bits = _os.O_CREAT | _os.O_EXCL | _os.O_RDWR
    for flag in optional:
        bits |= getattr(_os, flag, 0)
    return bits


_text_openflags = _open_flags("O_NOFOLLOW")
_bin_openflags = _open_flags("O_NOFOLLOW", "O_BINARY")

_setup_lock = _new_lock()       # held while one of the lazy globals is filled in


def _unclosed(message, **details):
    import warnings
    warnings.warn(message, ResourceWarning, **details)


# ---------------------------------------------------------------- names

class _RandomNameSequence:
    """An endless iterator of eight random characters."""

    characters = "abcdefghijklmnopqrstuvwxyz0123456789_"

    def __init__(self):
        self._owner = self._source = None

    @property
    def rng(self):
        # After a fork the child takes a source of its own, not to repeat the parent's names.
        me = _os.getpid()
        if self._owner != me:
            from random import Random
            self._source, self._owner = Random(), me
        return self._source

    def __next__(self):
        return "".join(self.rng.choices(self.characters, k=8))

    def __iter__(self):
        return self


_shared_names = None


def _get_candidate_names():
    """The sequence of names that all functions draw from."""
    global _shared_names
    with _setup_lock:
        if _shared_names is None:
            _shared_names = _RandomNameSequence()
        return _shared_names


def _infer_return_type(*args):
    """str or bytes: what the arguments that are not None are, or else what tempdir is."""
    given = [_os.fspath(arg) if isinstance(arg, _os.PathLike) else arg
             for arg in args if arg is not None]
    in_bytes = [isinstance(arg, bytes) for arg in given or (tempdir,)]
    if not any(in_bytes):
        # A tempdir that is neither is nobody's str.
        return str if given or tempdir is None or isinstance(tempdir, str) else bytes
    if all(in_bytes):
        return bytes
    raise TypeError("Can't mix bytes and non-bytes in path components.")


class _Pattern:
    """What the paths to try look like: directory, prefix, suffix, all str or all bytes."""

    def __init__(self, dir, prefix, suffix, kind):
        self.dir = dir
        self.prefix = prefix
        self.suffix = suffix
        self.kind = kind

    @classmethod
    def of(cls, suffix, prefix, dir):
        """From arguments of the user, where None stands for the default."""
        kind = _infer_return_type(prefix, suffix, dir)
        text = kind is str
        if dir is None:
            dir = gettempdir() if text else gettempdirb()
        if prefix is None:
            prefix = gettempprefix() if text else gettempprefixb()
        return cls(dir, prefix, kind() if suffix is None else suffix, kind)

    def claim(self, make, what, event=None):
        """Call make(path) until the path is free; return (path, what make returned)."""
        names = _get_candidate_names()
        for _ in range(TMP_MAX):
            stem = next(names)
            if self.kind is bytes:
                stem = _os.fsencode(stem)
            path = _os.path.join(self.dir, self.prefix + stem + self.suffix)
            if event:
                _sys.audit(event, path)
            try:
                return path, make(path)
            except FileExistsError:
                pass
        raise FileExistsError(_errno.EEXIST, f"No usable temporary {what} found")

    def file(self, flags=_bin_openflags):
        """Make a file; return (descriptor, absolute path)."""
        return _mkstemp_inner(self.dir, self.prefix, self.suffix, flags, self.kind)


def _mkstemp_inner(dir, pre, suf, flags, output_type):
    """Make and open a file; return (descriptor, absolute path)."""
    pattern = _Pattern(_os.path.abspath(dir), pre, suf, output_type)
    path, fd = pattern.claim(lambda path: _os.open(path, flags, 0o600),
                             "file name", "tempfile.mkstemp")
    return fd, path


# ---------------------------------------------------------------- where

def _candidate_tempdir_list():
    """The directories to try, the best first."""
    asked = (_os.getenv(variable) for variable in ("TMPDIR", "TEMP", "TMP"))
    try:
        here = _os.getcwd()
    except (OSError, AttributeError):
        here = _os.curdir
    return [*filter(None, asked), "/tmp", "/var/tmp", "/usr/tmp", here]


def _is_usable(directory, names):
    """Whether a file can be made in the directory, written and deleted."""
    for _ in range(100):
        probe = _os.path.join(directory, next(names))
        try:
            fd = _os.open(probe, _bin_openflags, 0o600)
        except FileExistsError:
            continue
        except OSError:
            return False
        try:
            _os.write(fd, b"probe")
        except OSError:
            return False
        finally:
            _os.close(fd)
            _os.unlink(probe)
        return True
    return False


def _get_default_tempdir(dirlist=None):
    """The first directory that a file can be written to."""
    candidates = _candidate_tempdir_list() if dirlist is None else dirlist
    names = _RandomNameSequence()
    for directory in candidates:
        if directory != _os.curdir:
            directory = _os.path.abspath(directory)
        if _is_usable(directory, names):
            return directory
    raise FileNotFoundError(_errno.ENOENT,
                            f"No usable temporary directory found in {candidates}")


def _directory():
    # tempdir as it is, of either type.
    global tempdir
    if tempdir is None:
        with _setup_lock:
            if tempdir is None:
                tempdir = _get_default_tempdir()
    return tempdir


def gettempdir():
    """The directory for temporary files."""
    return _os.fsdecode(_directory())


def gettempdirb():
    """The directory for temporary files, as bytes."""
    return _os.fsencode(_directory())


def gettempprefix():
    """How names begin by default."""
    return _os.fsdecode(template)


def gettempprefixb():
    """How names begin by default, as bytes."""
    return _os.fsencode(template)


# ---------------------------------------------------------------- by hand

def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a temporary file; return (open file descriptor, path).

    Only this user can read and write it; the caller is to delete it."""
    return _Pattern.of(suffix, prefix, dir).file(_text_openflags if text else _bin_openflags)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a temporary directory and return its path; the caller is to delete it."""
    made, _ = _Pattern.of(suffix, prefix, dir).claim(
        lambda path: _os.mkdir(path, 0o700), "directory name", "tempfile.mkdtemp")
    return _os.path.abspath(made)


def mktemp(suffix="", prefix=template, dir=None):
    """Return a path where no file is: unsafe, somebody may make one before you do."""

    def refuse_existing(path):
        if _os.path.lexists(path):
            raise FileExistsError

    where = gettempdir() if dir is None else dir
    return _Pattern(where, prefix, suffix, str).claim(refuse_existing, "filename")[0]


# ---------------------------------------------------------------- files

def _open_made(make, where, mode, buffering, encoding, newline, errors):
    """Open the file that make() returns the descriptor of, and the name to call it by.

    io.open() is told the directory, and does what its arguments ask of it."""
    name = None

    def opener(_path, _flags):
        nonlocal name
        fd, name = make()
        return fd

    file = _io.open(where, mode, buffering, encoding, errors, newline, opener=opener)
    innermost = file
    for layer in ("buffer", "raw"):
        innermost = getattr(innermost, layer, innermost)
    innermost.name = name
    return file


class _Disposer:
    """Closes a file and deletes it, each at most once; with a warning if it is collected
    before it was closed.

    The wrapper shares it with the methods it hands out: the file lives as long as any."""

    _open = _there = True

    def __init__(self, file, path, delete, delete_on_close, description):
        self._file = file
        self._path = path
        self.delete = delete
        self.delete_on_close = delete_on_close
        self._description = description
        # At the end of the interpreter the module's globals may be gone.
        self._unlink = _os.unlink

    def close(self):
        if self._open:
            self._open = False
            try:
                self._file.close()
            finally:
                if self.delete_on_close:
                    self._remove()

    def dispose(self):
        try:
            self.close()
        finally:
            self._remove()

    def _remove(self):
        if self.delete and self._there:
            self._there = False
            try:
                self._unlink(self._path)
            except FileNotFoundError:
                pass        # deleted by hand

    def __del__(self):
        forgotten = self._open and self.delete
        self.dispose()
        if forgotten:
            _unclosed(f"Implicitly cleaning up {self._description}")


class _TemporaryFileWrapper:
    """A file with a name that is deleted when it is closed."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file, self.name = file, name
        self._closer = _Disposer(file, name, delete, delete_on_close, repr(self))

    def __repr__(self):
        return f"<{type(self).__name__} file={vars(self)['file']!r}>"

    def __getattr__(self, attribute):
        # By way of vars(): a wrapper that was not initialised must not ask itself again.
        value = getattr(vars(self)["file"], attribute)
        if not callable(value):
            return value

        def method(*args, **kwargs):
            return value(*args, **kwargs)

        from functools import update_wrapper
        update_wrapper(method, value)
        method._closer = self._closer
        setattr(self, attribute, method)
        return method

    def close(self):
        """Close the file, and delete it unless delete_on_close is false."""
        self._closer.close()

    def __iter__(self):
        # A generator holds the wrapper, which the file's iterator would not.
        yield from self.file

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc_info):
        swallow = self.file.__exit__(*exc_info)
        self._closer.dispose()
        return swallow


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True):
    """Make and open a temporary file; its path is .name.

    With delete it is deleted when it is closed, or without delete_on_close when the context
    manager ends or the object is collected."""
    pattern = _Pattern.of(suffix, prefix, dir)
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    file = path = None

    def make():
        nonlocal path
        fd, path = pattern.file()
        return fd, path

    try:
        file = _open_made(make, pattern.dir, mode, buffering, encoding, newline, errors)
        return _TemporaryFileWrapper(file, path, delete, delete_on_close)
    except BaseException:
        if file is not None:
            file.close()
        if path is not None:
            _os.unlink(path)
        raise


# Set to false when it turns out that the kernel does not know the flag.
_O_TMPFILE_WORKS = hasattr(_os, "O_TMPFILE")


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                  dir=None, *, errors=None):
    """Make and open a temporary file that has no name."""
    global _O_TMPFILE_WORKS
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    pattern = _Pattern.of(suffix, prefix, dir)

    def make_nameless():
        flags = _bin_openflags & ~(_os.O_CREAT | _os.O_EXCL) | _os.O_TMPFILE
        fd = _os.open(pattern.dir, flags, 0o600)
        return fd, fd

    def make_and_unlink():
        fd, path = pattern.file()
        try:
            _os.unlink(path)
        except BaseException:
            _os.close(fd)
            raise
        return fd, fd

    rest = pattern.dir, mode, buffering, encoding, newline, errors
    if _O_TMPFILE_WORKS:
        try:
            return _open_made(make_nameless, *rest)
        except IsADirectoryError:
            # So says an old kernel.
            _O_TMPFILE_WORKS = False
        except OSError:
            pass        # this file system has no such files
    return _open_made(make_and_unlink, *rest)


# ---------------------------------------------------------------- spooled files

class SpooledTemporaryFile(_io.IOBase):
    """A temporary file kept in memory until it gets larger than max_size."""

    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None,
                 suffix=None, prefix=None, dir=None, *, errors=None):
        memory = _io.BytesIO()
        if "b" not in mode:
            encoding = _io.text_encoding(encoding)
            memory = _io.TextIOWrapper(memory, encoding, errors, newline)
        self._file = memory
        self._max_size = max_size
        self._on_disk = dict(mode=mode, buffering=buffering, encoding=encoding,
                             newline=newline, suffix=suffix, prefix=prefix, dir=dir,
                             errors=errors)

    def rollover(self):
        """Move to a file on disk, whatever the size."""
        if self._rolled:
            return
        memory, disk = self._file, TemporaryFile(**self._on_disk)
        position = memory.tell()
        if isinstance(memory, _io.BytesIO):
            disk.write(memory.getvalue())
        else:
            disk.buffer.write(memory.detach().getvalue())
        disk.seek(position)
        self._file, self._rolled = disk, True

    def write(self, s):
        file = self._file
        count = file.write(s)
        if self._max_size and not self._rolled and file.tell() > self._max_size:
            self.rollover()
        return count

    def writelines(self, iterable):
        if self._rolled or not self._max_size:
            self._file.writelines(iterable)
        else:
            for line in iterable:
                self.write(line)

    def truncate(self, size=None):
        if size is not None and size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    @property
    def mode(self):
        # A BytesIO has no mode, and no file in memory a name.
        return getattr(self._file, "mode", self._on_disk["mode"])

    @property
    def name(self):
        return getattr(self._file, "name", None)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        if self.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        if not self.closed:
            _unclosed(f"Unclosed file {self!r}", stacklevel=3, source=self)
            self.close()

    __class_getitem__ = classmethod(_GenericAlias)


def _delegate_to_file():
    """Give SpooledTemporaryFile what is simply done by the file there is at present."""

    def method(name):
        def call(self, *args):
            return getattr(self._file, name)(*args)
        call.__name__ = name
        call.__qualname__ = f"SpooledTemporaryFile.{name}"
        return call

    for name in ("close detach flush isatty read read1 readable readinto readinto1 readline "
                 "readlines seek seekable tell writable").split():
        setattr(SpooledTemporaryFile, name, method(name))
    for name in ("closed", "encoding", "errors", "newlines"):
        setattr(SpooledTemporaryFile, name,
                property(lambda self, name=name: getattr(self._file, name)))


_delegate_to_file()


# ---------------------------------------------------------------- directories

def _unlock(path):
    """Take away the flags and modes that keep the user from deleting what is there."""
    for change, value in ((getattr(_os, "chflags", None), 0), (_os.chmod, 0o700)):
        if change in _os.supports_follow_symlinks:
            change(path, value, follow_symlinks=False)
        elif change is not None and not _os.path.islink(path):
            change(path, value)


def _remove_tree(top, forgiving, last_try=False):
    """Delete a directory with its contents, unlocking what stands in the way."""
    from shutil import rmtree

    def onexc(_function, path, exc):
        if isinstance(exc, FileNotFoundError):
            return
        is_top = path == top
        if not isinstance(exc, PermissionError) or (last_try and is_top):
            if forgiving:
                return
            raise exc
        try:
            if not is_top:
                _unlock(_os.path.dirname(path))
            _unlock(path)
            if _os.path.isdir(path) and not _os.path.islink(path):
                _remove_tree(path, forgiving, last_try=is_top)
            else:
                _os.unlink(path)
        except FileNotFoundError:
            pass

    rmtree(top, onexc=onexc)


def _remove_forgotten(top, message, forgiving, delete):
    # At collection or at the end of the interpreter.
    if delete:
        _remove_tree(top, forgiving)
        _unclosed(message)


class TemporaryDirectory:
    """A temporary directory that is deleted with all its contents.

    With delete, that happens at cleanup(), when the context manager ends, or when the object
    is collected (with a warning)."""

    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, suffix=None, prefix=None, dir=None,
                 ignore_cleanup_errors=False, *, delete=True):
        self._forgiving = ignore_cleanup_errors
        self._delete = delete
        self.name = mkdtemp(suffix, prefix, dir)
        self._finalizer = _finalize(self, _remove_forgotten, self.name,
                                    f"Implicitly cleaning up {self!r}",
                                    ignore_cleanup_errors, delete)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def cleanup(self):
        """Delete the directory now."""
        alive = self._finalizer.detach()
        if alive or _os.path.exists(self.name):
            _remove_tree(self.name, self._forgiving)

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        if self._delete:
            self.cleanup()
