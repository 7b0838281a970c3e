# os: the operating system as programs see it: the native posix module with what is built on it.
# Invariant: every start-up imports this, so what only some functions need they import themselves.

import abc
import posix
import posixpath as path
import stat as st
import sys
from _collections_abc import Mapping, MutableMapping, _check_methods

from posix import *
from posix import _exit
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

GenericAlias = type(list[int])
sys.modules["os.path"] = path

name, linesep = "posix", "\n"
SEEK_SET, SEEK_CUR, SEEK_END = range(3)
P_WAIT, P_NOWAIT, P_NOWAITO = 0, 1, 1
supports_bytes_environ = True

_here = globals()
_offered = [each for each in dir(posix) if not each.startswith("_")]

__all__ = _offered + """
    _exit altsep curdir defpath devnull extsep linesep name pardir path pathsep sep
    SEEK_CUR SEEK_END SEEK_SET environb fdopen fsdecode fsencode get_exec_path getenv getenvb
    makedirs popen process_cpu_count removedirs renames supports_bytes_environ walk
    execvp execvpe""".split()


# ---------------------------------------------------------------- what functions can take

def _able(table):
    # Of a table "CALL:function,function ..." the functions whose system call there is here.
    found = set()
    for row in table.split():
        call, _, functions = row.partition(":")
        if not call or "HAVE_" + call in posix._have_functions:
            found.update(_here[each] for each in functions.split(",") if each in _here)
    return found


supports_effective_ids = _able("FACCESSAT:access")
supports_fd = _able(":stat FDOPENDIR:listdir,scandir FCHDIR:chdir FCHMOD:chmod FCHOWN:chown "
                    "FEXECVE:execve FPATHCONF:pathconf FSTATVFS:statvfs FTRUNCATE:truncate "
                    "FUTIMENS:utime FUTIMES:utime")
supports_dir_fd = _able("FACCESSAT:access FCHMODAT:chmod FCHOWNAT:chown FSTATAT:stat "
                        "LINKAT:link MKDIRAT:mkdir MKFIFOAT:mkfifo MKNODAT:mknod OPENAT:open "
                        "READLINKAT:readlink RENAMEAT:rename SYMLINKAT:symlink "
                        "UNLINKAT:unlink,rmdir FUTIMESAT:utime UTIMENSAT:utime")
supports_follow_symlinks = _able("FACCESSAT:access FCHOWNAT:chown LCHOWN:chown FSTATAT:stat "
                                 "LSTAT:stat LCHFLAGS:chflags LCHMOD:chmod LINKAT:link "
                                 "LUTIMES:utime UTIMENSAT:utime")


# ---------------------------------------------------------------- paths as objects

class PathLike(abc.ABC):
    """Objects that stand for a path in the file system."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abc.abstractmethod
    def __fspath__(self):
        """The path, a str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        # Classes derived from this one are not protocols.
        return _check_methods(subclass, "__fspath__") if cls is PathLike else NotImplemented


def _fspath(path):
    # As the native fspath(), in Python.
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    convert = getattr(kind, "__fspath__", None)
    if convert is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {kind.__name__}")
    plain = convert(path)
    if not isinstance(plain, (str, bytes)):
        raise TypeError(f"expected {kind.__name__}.__fspath__() to return str or bytes, not "
                        + type(plain).__name__)
    return plain


_path_codec = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()


def fsencode(filename):
    """A path in bytes, as the system takes it."""
    plain = fspath(filename)
    return plain.encode(*_path_codec) if isinstance(plain, str) else plain


def fsdecode(filename):
    """A path as str; what cannot be decoded becomes surrogates."""
    plain = fspath(filename)
    return plain.decode(*_path_codec) if isinstance(plain, bytes) else plain


# ---------------------------------------------------------------- the environment

class _Environ(MutableMapping):
    # Environment variables; a change of the mapping is one of the process's environment too.
    # _data holds bytes and may be shared.

    def __init__(self, data, encode, decode):
        self.encodekey = self.encodevalue = encode
        self.decodekey = self.decodevalue = decode
        self._data = data

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        # The names as they are now: what changes meanwhile does no harm.
        return map(self.decodekey, list(self._data))

    def __getitem__(self, key):
        raw = self.encodekey(key)
        value = self._data.get(raw)
        if value is not None:
            return self.decodevalue(value)
        missing = KeyError(key)
        posix._explain_missing(missing, raw)
        raise missing from None

    def __setitem__(self, key, value):
        raw, raw_value = self.encodekey(key), self.encodevalue(value)
        putenv(raw, raw_value)
        self._data[raw] = raw_value

    def __delitem__(self, key):
        raw = self.encodekey(key)
        unsetenv(raw)
        if self._data.pop(raw, None) is None:
            raise KeyError(key) from None

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def copy(self):
        return {**self}

    def __repr__(self):
        return f"environ({self.copy()!r})"

    def __or__(self, other):
        return _merged(self, other)

    def __ror__(self, other):
        return _merged(other, self)

    def __ior__(self, other):
        self.update(other)
        return self


def _merged(*mappings):
    if all(isinstance(each, Mapping) for each in mappings):
        first, second = mappings
        return {**first, **second}
    return NotImplemented


def _variable_to_bytes(text):
    if isinstance(text, str):
        return text.encode(_path_codec[0], "surrogateescape")
    raise TypeError("str expected, not " + type(text).__name__)


def _variable_to_str(raw):
    return raw.decode(_path_codec[0], "surrogateescape")


def _bytes_only(raw):
    if isinstance(raw, bytes):
        return raw
    raise TypeError("bytes expected, not " + type(raw).__name__)


environ = _Environ(posix.environ, _variable_to_bytes, _variable_to_str)
environb = _Environ(environ._data, _bytes_only, bytes)


def getenv(key, default=None):
    """The value of an environment variable as str; the default if there is none."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """The value of an environment variable as bytes; the default if there is none."""
    return environb.get(key, default)


if hasattr(posix, "_create_environ"):
    __all__ += ["reload_environ"]

    def reload_environ():
        """Read the process's environment anew, for changes that did not go through os.environ."""
        # In place: environb has the same data.
        environ._data.clear()
        environ._data.update(posix._create_environ())


# ---------------------------------------------------------------- directories

def _above(name):
    # The directories above, the innermost first, as far as the path names them.
    head, tail = path.split(name)
    if not tail:
        # It ended in a slash.
        head, tail = path.split(head)
    while head and tail:
        yield head
        head, tail = path.split(head)


def makedirs(name, mode=0o777, exist_ok=False):
    """Create a directory, and first those above it that are missing.

    Only the last one gets the mode.  With exist_ok it may be there already.
    """
    chain = [name]
    for above in _above(name):
        if path.exists(above):
            break
        chain.append(above)
    below = False
    for each in reversed(chain):
        if below and path.basename(each) in (".", b"."):
            # It came to be with the directory that it stands for.
            continue
        below, last = True, each is name
        try:
            mkdir(each, mode if last else 0o777)
        except OSError as error:
            # Somebody may have been quicker.  For one that is there, systems may prefer
            # another error to EEXIST, such as EROFS.
            if not (exist_ok and path.isdir(each)):
                if last or not isinstance(error, FileExistsError):
                    raise


def removedirs(name):
    """Remove a directory, then each one above it until one is not empty."""
    rmdir(name)
    try:
        for above in _above(name):
            rmdir(above)
    except OSError:
        return


def renames(old, new):
    """Rename, making the directories that takes and removing those that are empty then."""
    (source, leaf), (target, new_leaf) = path.split(old), path.split(new)
    if target and new_leaf and not path.exists(target):
        makedirs(target)
    rename(old, new)
    if source and leaf:
        try:
            removedirs(source)
        except OSError:
            return


# Given as followlinks (by pathlib): links to directories count as files.
_walk_symlinks_as_files = object()


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (dirpath, dirnames, filenames) for a directory and everything under it.

    Going down, changes the caller makes to dirnames say where to go on.  A directory that
    cannot be listed is left out, after onerror(error) if given.  Links to directories are
    gone through only with followlinks.
    """
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    links_count = followlinks is not _walk_symlinks_as_files
    through_links = followlinks and links_count
    # Paths to list, and triples whose time to be yielded has come.  Not recursive: the depth
    # of a tree has no limit.
    todo = [fspath(top)]
    while todo:
        here = todo.pop()
        if isinstance(here, tuple):
            yield here
            continue
        try:
            with scandir(here) as listing:
                entries = list(listing)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        dirs, files, inner = [], [], []
        for entry in entries:
            try:
                is_dir = entry.is_dir(follow_symlinks=links_count)
            except OSError:
                is_dir = False
            if not is_dir:
                files.append(entry.name)
                continue
            dirs.append(entry.name)
            if not topdown and (through_links or not _is_link(entry)):
                inner.append(entry.path)
        if topdown:
            yield here, dirs, files
            # Looked at only now: a link may have been put in a directory's place.
            below = [path.join(here, each) for each in dirs]
            inner = below if followlinks else [each for each in below if not path.islink(each)]
        else:
            todo.append((here, dirs, files))
        todo += reversed(inner)


def _is_link(entry):
    try:
        return entry.is_symlink()
    except OSError:
        return False


class _Visit:
    # A directory that fwalk() has still to open: by a name relative to a descriptor.

    __slots__ = "parent", "name", "path"

    def __init__(self, *where):
        self.parent, self.name, self.path = where

    def open(self, follow_symlinks):
        # The descriptor, and whether it is of what stands there itself, not of what a link
        # (perhaps put there in between) points to.
        if follow_symlinks:
            return open(self.name, O_RDONLY | O_NONBLOCK, dir_fd=self.parent), True
        wanted = stat(self.name, dir_fd=self.parent, follow_symlinks=False)
        fd = open(self.name, O_RDONLY | O_NONBLOCK, dir_fd=self.parent)
        if self.name is self.path and not st.S_ISDIR(wanted.st_mode):
            return fd, False  # no directory to begin with: nothing is yielded
        return fd, path.samestat(wanted, stat(fd))

    def list(self, fd):
        # The names in it: of directories and of everything else.
        names = [], []
        with scandir(fd) as listing:
            for entry in listing:
                try:
                    where = names[not entry.is_dir()]
                except OSError:
                    # It is still there, if not to be looked at, or gone.
                    if not _is_link(entry):
                        continue
                    where = names[1]
                where.append(entry.name)
        if isinstance(self.path, bytes):
            return [[fsencode(each) for each in part] for part in names]
        return names


if {open, stat} <= supports_dir_fd and {listdir, stat} <= supports_fd:
    __all__ += ["fwalk"]

    def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
        """As walk(), but yield (dirpath, dirnames, filenames, dirfd).

        dirfd is a descriptor of dirpath, which is closed when the caller goes on.
        """
        sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
        top = fspath(top)
        root = _Visit(dir_fd, top, top)
        # What is to be done: visit, yield a tuple, close a descriptor.
        todo = [root]
        try:
            while todo:
                task = todo.pop()
                if isinstance(task, int):
                    close(task)
                    continue
                if isinstance(task, tuple):
                    yield task
                    continue
                try:
                    fd, genuine = task.open(follow_symlinks)
                except OSError as error:
                    if task is root:
                        raise
                    if onerror is not None:
                        onerror(error)
                    continue
                todo.append(fd)
                if not genuine:
                    continue
                dirs, files = task.list(fd)
                if topdown:
                    yield task.path, dirs, files, fd
                else:
                    todo.append((task.path, dirs, files, fd))
                prefix = path.join(task.path, top[:0])
                todo += [_Visit(fd, each, prefix + each) for each in reversed(dirs)]
        finally:
            # The caller may leave early.
            while todo:
                task = todo.pop()
                if isinstance(task, int):
                    close(task)


# ---------------------------------------------------------------- running programs

def get_exec_path(env=None):
    """The folders in which programs are looked for, in a list: the PATH of an environment."""
    variables = environ if env is None else env
    import warnings
    with warnings.catch_warnings():
        # With -b, looking up str and bytes in the same mapping warns.
        warnings.simplefilter("ignore", BytesWarning)
        found = []
        for key in "PATH", b"PATH":
            try:
                found.append(variables[key])
            except (KeyError, TypeError):
                continue
    if len(found) == 2:
        raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
    return fsdecode(*(found or [defpath])).split(pathsep)


def _execvpe(file, args, env=None):
    def run(program):
        if env is None:
            execv(program, args)
        else:
            execve(program, args, env)

    if path.dirname(file):
        return run(file)
    error = None
    for folder in get_exec_path(env):
        try:
            run(path.join(fsencode(folder), fsencode(file)))
        except OSError as failure:
            # The first of a file that was there says most; one that was not, little.
            if error is None or isinstance(error, (FileNotFoundError, NotADirectoryError)):
                error = failure
    raise error


def execvp(file, args):
    """As execv, with the program looked for in $PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As execve, with the program looked for in the environment's PATH."""
    _execvpe(file, args, env)


def _argument_forms(family, with_mode):
    # For execv the function execl, which takes the program's arguments one by one, and so on
    # for the names with e (the last argument is the environment) and p.
    def form(target, has_env):
        def call(first, args):
            # Found by name, as it may be replaced.
            return _here[target](*first, *((args[:-1], args[-1]) if has_env else (args,)))

        if with_mode:
            return lambda mode, file, *args: call((mode, file), args)
        return lambda file, *args: call((file,), args)

    for variant in "", "e", "p", "pe":
        target, made = f"{family}v{variant}", f"{family}l{variant}"
        function = form(target, "e" in variant)
        function.__name__ = function.__qualname__ = made
        function.__doc__ = f"As {target}, with the program's arguments one by one" + (
            " and the environment last." if "e" in variant else ".")
        _here[made] = function
        __all__.append(made)


_argument_forms("exec", False)

if "posix_spawn" in _offered:
    __all__ += "P_NOWAIT P_NOWAITO P_WAIT spawnv spawnve spawnvp spawnvpe".split()

    def _start(spawn, mode, file, args, env):
        # Start a program and give its pid or, having waited for it, its exit code.
        if not isinstance(args, (list, tuple)):
            raise TypeError("argv must be a tuple or a list")
        if not (args and args[0]):
            raise ValueError("argv first element cannot be empty")
        try:
            pid = spawn(file, args, env)
        except OSError as error:
            if mode == P_NOWAIT or isinstance(error, PermissionError):
                raise
            return 127  # as a shell puts it
        while mode != P_NOWAIT:
            status = waitpid(pid, 0)[1]
            if not WIFSTOPPED(status):
                return waitstatus_to_exitcode(status)
        return pid

    def spawnv(mode, file, args):
        """Start a program: P_NOWAIT gives its pid, P_WAIT its exit code (or -signal) at the end."""
        return _start(posix_spawn, mode, file, args, environ)

    def spawnve(mode, file, args, env):
        """As spawnv, with an environment."""
        return _start(posix_spawn, mode, file, args, environ if env is None else env)

    def spawnvp(mode, file, args):
        """As spawnv, with the program looked for in $PATH."""
        return _start(posix_spawnp, mode, file, args, environ)

    def spawnvpe(mode, file, args, env):
        """As spawnve, with the program looked for in $PATH."""
        return _start(posix_spawnp, mode, file, args, environ if env is None else env)

    _argument_forms("spawn", True)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object on a descriptor, as open() makes it."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    import io
    codec = encoding if "b" in mode else io.text_encoding(encoding)
    return io.open(fd, mode, buffering, codec, *args, **kwargs)


def popen(cmd, mode="r", buffering=-1):
    """A text file of what a shell command writes ("r"), or for what it reads ("w")."""
    ends = {"r": "stdout", "w": "stdin"}
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ends:
        raise ValueError(f"invalid mode {mode!r}")
    if buffering in (0, None):
        raise ValueError("popen() does not support unbuffered streams")
    from subprocess import PIPE, Popen
    end = ends[mode]
    child = Popen(cmd, bufsize=buffering, shell=True, text=True, **{end: PIPE})
    return _wrap_close(getattr(child, end), child)


class _wrap_close:
    # The file of a pipe; closing it waits for the child and gives its status.

    def __init__(self, file, child):
        self._file, self._child = file, child

    def __getattr__(self, attribute):
        return getattr(self._file, attribute)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self._file.close()
        # None for success; the code stands where wait() has it.
        return self._child.wait() << 8 or None


# ---------------------------------------------------------------- processors

def process_cpu_count():
    """The number of CPUs that this thread may run on, or None if that is unknown."""
    configured = sys._get_cpu_count_config()
    if configured > 0:
        return configured
    if "sched_getaffinity" not in _offered:
        return cpu_count()
    return len(sched_getaffinity(0)) or None


del _able
