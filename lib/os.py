# os: what the operating system offers, over the native posix module.

import sys
import stat as st
from _collections_abc import Mapping, MutableMapping, _check_methods
from abc import ABC, abstractmethod

GenericAlias = type(list[int])

__all__ = ["altsep", "curdir", "pardir", "sep", "pathsep", "linesep",
           "defpath", "name", "path", "devnull", "SEEK_SET", "SEEK_CUR",
           "SEEK_END", "fsencode", "fsdecode", "get_exec_path", "fdopen",
           "extsep"]


def _get_exports_list(module):
    try:
        return list(module.__all__)
    except AttributeError:
        return [n for n in dir(module) if n[0] != "_"]


name = "posix"
linesep = "\n"

from posix import *
try:
    from posix import _exit
    __all__.append("_exit")
except ImportError:
    pass
import posix
try:
    from posix import _have_functions
except ImportError:
    _have_functions = ()
try:
    from posix import _create_environ
except ImportError:
    _create_environ = None
__all__.extend(_get_exports_list(posix))

import posixpath as path
sys.modules["os.path"] = path
from os.path import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


# ---------------------------------------------------------------- what functions can take

def _functions(*pairs):
    # The functions that exist here, of alternating system-call macros (or "") and names.
    found = set()
    for macro, names in pairs:
        if not macro or macro in _have_functions:
            for func in names.split():
                if func in _names:
                    found.add(_names[func])
    return found


_names = globals()

supports_dir_fd = _functions(
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHMODAT", "chmod"), ("HAVE_FCHOWNAT", "chown"),
    ("HAVE_FSTATAT", "stat"), ("HAVE_FUTIMESAT", "utime"), ("HAVE_LINKAT", "link"),
    ("HAVE_MKDIRAT", "mkdir"), ("HAVE_MKFIFOAT", "mkfifo"), ("HAVE_MKNODAT", "mknod"),
    ("HAVE_OPENAT", "open"), ("HAVE_READLINKAT", "readlink"), ("HAVE_RENAMEAT", "rename"),
    ("HAVE_SYMLINKAT", "symlink"), ("HAVE_UNLINKAT", "unlink rmdir"),
    ("HAVE_UTIMENSAT", "utime"))

supports_effective_ids = _functions(("HAVE_FACCESSAT", "access"))

supports_fd = _functions(
    ("HAVE_FCHDIR", "chdir"), ("HAVE_FCHMOD", "chmod"), ("HAVE_FCHOWN", "chown"),
    ("HAVE_FDOPENDIR", "listdir scandir"), ("HAVE_FEXECVE", "execve"), ("", "stat"),
    ("HAVE_FTRUNCATE", "truncate"), ("HAVE_FUTIMENS", "utime"), ("HAVE_FUTIMES", "utime"),
    ("HAVE_FPATHCONF", "pathconf"), ("HAVE_FSTATVFS", "statvfs"))

supports_follow_symlinks = _functions(
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"),
    ("HAVE_LCHFLAGS", "chflags"), ("HAVE_LCHMOD", "chmod"), ("HAVE_LCHOWN", "chown"),
    ("HAVE_LINKAT", "link"), ("HAVE_LUTIMES", "utime"), ("HAVE_LSTAT", "stat"),
    ("HAVE_UTIMENSAT", "utime"))

del _names, _functions, _have_functions


# ---------------------------------------------------------------- directories

def makedirs(name, mode=0o777, exist_ok=False):
    """Create a directory and those above it that are missing.

    mode is for the last one only.  With exist_ok, one that exists is no error.
    """
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Somebody else made it meanwhile.
            pass
        if tail == (curdir if isinstance(tail, str) else b"."):
            # 'a/.' exists once 'a' does.
            return
    try:
        mkdir(name, mode)
    except OSError:
        # Not only EEXIST: the system may prefer another error, such as EROFS.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove a directory, then those above it as long as they are empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Rename, creating directories the new name needs and removing those the old leaves empty."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


__all__.extend(["makedirs", "removedirs", "renames"])

# Passed as followlinks: links to directories are listed among the files (for pathlib).
_walk_symlinks_as_files = object()


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (dirpath, dirnames, filenames) for a directory and all under it.

    Top down, the caller may change dirnames in place to choose where to go on.  Errors of
    listing a directory go to onerror(error), or nowhere.  Links to directories are only
    followed with followlinks.
    """
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    links_are_files = followlinks is _walk_symlinks_as_files
    # Not recursive: deep trees must not exhaust the stack.  Entries are directories to list,
    # or finished triples to yield (bottom up).
    stack = [fspath(top)]
    islink, join = path.islink, path.join
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        dirs, nondirs, walk_dirs = [], [], []
        try:
            entries = scandir(top)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        failed = False
        with entries:
            while True:
                try:
                    entry = next(entries, None)
                except OSError as error:
                    if onerror is not None:
                        onerror(error)
                    failed = True
                    break
                if entry is None:
                    break
                try:
                    if links_are_files:
                        is_dir = entry.is_dir(follow_symlinks=False) and not entry.is_junction()
                    else:
                        is_dir = entry.is_dir()
                except OSError:
                    # As path.isdir() takes it.
                    is_dir = False
                (dirs if is_dir else nondirs).append(entry.name)
                if not topdown and is_dir:
                    # Decided now: bottom up, what is yielded changes nothing.
                    if followlinks and not links_are_files:
                        go = True
                    else:
                        try:
                            go = not entry.is_symlink()
                        except OSError:
                            go = True
                    if go:
                        walk_dirs.append(entry.path)
        if failed:
            continue
        if topdown:
            yield top, dirs, nondirs
            for name in reversed(dirs):
                new_path = join(top, name)
                # A directory may have been replaced by a link since it was listed.
                if followlinks or not islink(new_path):
                    stack.append(new_path)
        else:
            stack.append((top, dirs, nondirs))
            stack.extend(reversed(walk_dirs))


__all__.append("walk")

if {open, stat} <= supports_dir_fd and {listdir, stat} <= supports_fd:

    def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
        """As walk(), yielding (dirpath, dirnames, filenames, dirfd).

        dirfd is open on dirpath until the next step only.
        """
        sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
        top = fspath(top)
        isbytes = isinstance(top, bytes)
        # ("go", parent fd, path, name, the stat expected or None), ("yield", triple and fd),
        # ("close", fd).
        stack = [("go", dir_fd, top, top, None)]
        try:
            while stack:
                action, *args = stack.pop()
                if action == "close":
                    close(args[0])
                elif action == "yield":
                    yield args[0]
                else:
                    yield from _fwalk_step(stack, isbytes, topdown, onerror,
                                           follow_symlinks, *args)
        finally:
            # Left early: the descriptors still open are ours to close.
            for action, *args in reversed(stack):
                if action == "close":
                    close(args[0])

    def _fwalk_step(stack, isbytes, topdown, onerror, follow_symlinks,
                    parentfd, toppath, topname, expected):
        # Open and list one directory; push what follows.
        is_root = toppath is topname and expected is None
        try:
            if not follow_symlinks:
                # The file opened must be the one looked at, not a link put in its place.
                if expected is None:
                    expected = stat(topname, follow_symlinks=False, dir_fd=parentfd)
                elif callable(expected):
                    expected = expected(follow_symlinks=False)
            topfd = open(topname, O_RDONLY | O_NONBLOCK, dir_fd=parentfd)
        except OSError as err:
            if is_root:
                raise
            if onerror is not None:
                onerror(err)
            return
        stack.append(("close", topfd))
        if not follow_symlinks:
            if is_root and not st.S_ISDIR(expected.st_mode):
                return
            if not path.samestat(expected, stat(topfd)):
                return
        dirs, nondirs, entries = [], [], []
        with scandir(topfd) as it:
            for entry in it:
                name = entry.name
                if isbytes:
                    name = fsencode(name)
                try:
                    if entry.is_dir():
                        dirs.append(name)
                        entries.append(entry)
                    else:
                        nondirs.append(name)
                except OSError:
                    try:
                        # Listed although it cannot be looked at, unless it is gone.
                        if entry.is_symlink():
                            nondirs.append(name)
                    except OSError:
                        pass
        looks = {name: entry.stat for name, entry in zip(dirs, entries)}
        item = toppath, dirs, nondirs, topfd
        if topdown:
            yield item
        else:
            stack.append(("yield", item))
        toppath = path.join(toppath, toppath[:0])
        for name in reversed(dirs):
            stack.append(("go", topfd, toppath + name, name,
                          None if follow_symlinks else looks.get(name, _look_again(topfd, name))))

    def _look_again(dir_fd, name):
        # For a name the caller put in dirnames.
        return lambda follow_symlinks: stat(name, follow_symlinks=False, dir_fd=dir_fd)

    __all__.append("fwalk")


# ---------------------------------------------------------------- running programs

def execl(file, *args):
    """execl(file, *args): replace this process by a program with these arguments."""
    execv(file, args)


def execle(file, *args):
    """execle(file, *args, env): as execl, with an environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """execlp(file, *args): as execl, searching $PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """execlpe(file, *args, env): as execlp, with an environment."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """As execv, searching $PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As execve, searching the $PATH of that environment."""
    _execvpe(file, args, env)


__all__.extend(["execl", "execle", "execlp", "execlpe", "execvp", "execvpe"])


def _execvpe(file, args, env=None):
    if env is None:
        exec_func, argrest = execv, (args,)
        env = environ
    else:
        exec_func, argrest = execve, (args, env)
    if path.dirname(file):
        exec_func(file, *argrest)
        return
    saved = None
    file = fsencode(file)
    for dir in map(fsencode, get_exec_path(env)):
        try:
            exec_func(path.join(dir, file), *argrest)
        except (FileNotFoundError, NotADirectoryError) as e:
            last = e
        except OSError as e:
            last = e
            # The first error of a file that was there says more than a later absence.
            if saved is None:
                saved = e
    raise saved if saved is not None else last


def get_exec_path(env=None):
    """The directories where programs are searched, by an environment's PATH."""
    if env is None:
        env = environ
    # A bytes look-up in os.environ or a str one may warn under -b: that is no error here.
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BytesWarning)
        try:
            path_list = env.get("PATH")
        except TypeError:
            path_list = None
        if supports_bytes_environ:
            try:
                path_listb = env[b"PATH"]
            except (KeyError, TypeError):
                pass
            else:
                if path_list is not None:
                    raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
                path_list = path_listb
            if path_list is not None and isinstance(path_list, bytes):
                path_list = fsdecode(path_list)
    if path_list is None:
        path_list = defpath
    return path_list.split(pathsep)


# ---------------------------------------------------------------- the environment

class _Environ(MutableMapping):
    # The environment as a mapping that also changes the process's own.

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        encoded = self.encodekey(key)
        try:
            value = self._data[encoded]
        except KeyError:
            error = KeyError(key)
            posix._explain_missing(error, encoded)
            raise error from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        # Over a copy, so that changes meanwhile do no harm.
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ", ".join([f"{self.decodekey(k)!r}: {self.decodevalue(v)!r}"
                           for k, v in self._data.items()])
        return f"environ({{{items}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(other)
        new.update(self)
        return new


def _encode_env(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value.encode(_fs_encoding, "surrogateescape")


def _decode_env(value):
    return value.decode(_fs_encoding, "surrogateescape")


_fs_encoding = sys.getfilesystemencoding()
_fs_errors = sys.getfilesystemencodeerrors()

environ = _Environ(posix.environ, _encode_env, _decode_env, _encode_env, _decode_env)


def getenv(key, default=None):
    """An environment variable as str, or the default."""
    return environ.get(key, default)


supports_bytes_environ = True


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected, not {type(value).__name__}")
    return value


# The same data, in bytes.
environb = _Environ(environ._data, _check_bytes, bytes, _check_bytes, bytes)


def getenvb(key, default=None):
    """An environment variable as bytes, or the default."""
    return environb.get(key, default)


__all__.extend(["getenv", "supports_bytes_environ", "environb", "getenvb"])

if _create_environ is not None:
    def reload_environ():
        """Take over changes made to the environment behind os.environ's back."""
        data = _create_environ()
        environ._data.clear()
        environ._data.update(data)

    __all__.append("reload_environ")


def fsencode(filename):
    """Encode a path as the file system does; bytes stay as they are."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode(_fs_encoding, _fs_errors)
    return filename


def fsdecode(filename):
    """Decode a path as the file system does; a str stays as it is."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(_fs_encoding, _fs_errors)
    return filename


# ---------------------------------------------------------------- spawn*, popen, fdopen

P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

if "posix_spawn" in globals():
    __all__.extend(["P_WAIT", "P_NOWAIT", "P_NOWAITO"])

    def _spawnvef(mode, file, args, env, spawn):
        # Start the program; wait for it if that is asked for.
        if not isinstance(args, (tuple, list)):
            raise TypeError("argv must be a tuple or a list")
        if not args or not args[0]:
            raise ValueError("argv first element cannot be empty")
        try:
            pid = spawn(file, args, environ if env is None else env)
        except OSError as e:
            if mode == P_NOWAIT or isinstance(e, PermissionError):
                raise
            return 127  # what a shell says of a program that it cannot start
        if mode == P_NOWAIT:
            return pid
        while True:
            wpid, status = waitpid(pid, 0)
            if not WIFSTOPPED(status):
                return waitstatus_to_exitcode(status)

    def spawnv(mode, file, args):
        """Run a program; return its exit code (P_WAIT; -signal if killed) or pid (P_NOWAIT)."""
        return _spawnvef(mode, file, args, None, posix_spawn)

    def spawnve(mode, file, args, env):
        """As spawnv, with an environment."""
        return _spawnvef(mode, file, args, env, posix_spawn)

    def spawnvp(mode, file, args):
        """As spawnv, searching $PATH."""
        return _spawnvef(mode, file, args, None, posix_spawnp)

    def spawnvpe(mode, file, args, env):
        """As spawnve, searching $PATH."""
        return _spawnvef(mode, file, args, env, posix_spawnp)

    def spawnl(mode, file, *args):
        """As spawnv, with the arguments one by one."""
        return spawnv(mode, file, args)

    def spawnle(mode, file, *args):
        """As spawnve, with the arguments one by one and the environment last."""
        return spawnve(mode, file, args[:-1], args[-1])

    def spawnlp(mode, file, *args):
        """As spawnvp, with the arguments one by one."""
        return spawnvp(mode, file, args)

    def spawnlpe(mode, file, *args):
        """As spawnvpe, with the arguments one by one and the environment last."""
        return spawnvpe(mode, file, args[:-1], args[-1])

    __all__.extend(["spawnv", "spawnve", "spawnvp", "spawnvpe",
                    "spawnl", "spawnle", "spawnlp", "spawnlpe"])


def popen(cmd, mode="r", buffering=-1):
    """Run a shell command; return a text file of its output ("r") or to its input ("w")."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ("r", "w"):
        raise ValueError("invalid mode %r" % mode)
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import io
    import subprocess
    pipe = subprocess.PIPE
    if mode == "r":
        proc = subprocess.Popen(cmd, shell=True, text=True, stdout=pipe, bufsize=buffering)
        return _wrap_close(proc.stdout, proc)
    proc = subprocess.Popen(cmd, shell=True, text=True, stdin=pipe, bufsize=buffering)
    return _wrap_close(proc.stdin, proc)


__all__.append("popen")


class _wrap_close:
    # A pipe's file whose close() waits for the program and gives its status.

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        returncode = self._proc.wait()
        if returncode == 0:
            return None
        # As wait() encodes it.
        return returncode << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """Open a file object on a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


# ---------------------------------------------------------------- paths as objects

def _fspath(path):
    # fspath() in Python, where there is no native one.
    if isinstance(path, (str, bytes)):
        return path
    cls = type(path)
    try:
        path_repr = cls.__fspath__(path)
    except AttributeError:
        if hasattr(cls, "__fspath__"):
            raise
        raise TypeError("expected str, bytes or os.PathLike object, "
                        "not " + cls.__name__) from None
    except TypeError:
        if cls.__fspath__ is None:
            raise TypeError("expected str, bytes or os.PathLike object, "
                            "not " + cls.__name__) from None
        raise
    if isinstance(path_repr, (str, bytes)):
        return path_repr
    raise TypeError(f"expected {cls.__name__}.__fspath__() to return str or bytes, "
                    f"not {type(path_repr).__name__}")


if "fspath" not in globals():
    fspath = _fspath
    fspath.__name__ = "fspath"


class PathLike(ABC):
    """The protocol of objects that stand for a file system path."""

    __slots__ = ()

    @abstractmethod
    def __fspath__(self):
        """The path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return _check_methods(subclass, "__fspath__")
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


# ---------------------------------------------------------------- processors

if "sched_getaffinity" in globals():
    def process_cpu_count():
        """How many CPUs this thread may use, or None if unknown."""
        told = sys._get_cpu_count_config()
        if told > 0:
            return told
        return len(sched_getaffinity(0)) or None
else:
    def process_cpu_count():
        """How many CPUs there are, or None if unknown."""
        return cpu_count()

__all__.append("process_cpu_count")
