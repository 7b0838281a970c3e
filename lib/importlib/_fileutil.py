# importlib._fileutil: names of cache files, decoding of source and the format of bytecode files, for importlib.util and
# importlib._bootstrap_external. Vivarium's imports neither read nor write cache files; what a .pyc holds is marshal's form of
# code, which is source.

import sys

_RAW_MAGIC_NUMBER = 3627 | ord("\r") << 16 | ord("\n") << 24
MAGIC_NUMBER = _RAW_MAGIC_NUMBER.to_bytes(4, "little")

_CACHE = _PYCACHE = "__pycache__"
_OPT = "opt-"
path_sep = "/"
path_separators = "/"


def _cache_tag():
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    return tag


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the bytecode of a source file would be."""
    import os
    if debug_override is not None:
        from warnings import warn
        warn("the debug_override parameter is deprecated; use 'optimization' instead",
             DeprecationWarning)
        if optimization is not None:
            raise TypeError("debug_override or optimization must be set to None")
        optimization = int(not debug_override) or ""
    folder, slash, file = os.fspath(path).rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    name = (stem or suffix) + dot + _cache_tag()
    level = str(sys.flags.optimize or "" if optimization is None else optimization)
    if level:
        if not level.isalnum():
            raise ValueError(f"{level!r} is not alphanumeric")
        name = f"{name}.{_OPT}{level}"
    if sys.pycache_prefix is None:
        return f"{folder}{slash}{_CACHE}/{name}.pyc"
    # the prefix stands for the root of a copy of all folders
    folders = filter(None, os.path.join(os.getcwd(), folder).split("/"))
    return "/".join([sys.pycache_prefix.rstrip("/"), *folders, f"{name}.pyc"])


def source_from_cache(path):
    """The source file of a bytecode file."""
    import os
    _cache_tag()                        # where there is none, there are no such files
    path = os.fspath(path)
    folder, _, name = path.rpartition("/")
    prefix = sys.pycache_prefix
    if prefix is not None and folder.startswith(prefix.rstrip("/") + "/"):
        folder = folder[len(prefix.rstrip("/")):]
    else:
        folder, _, last = folder.rpartition("/")
        if last != _CACHE:
            raise ValueError(f"{_CACHE} not bottom-level directory in {path!r}")
    stem, *parts = name.split(".")
    if len(parts) == 3:
        level = parts[1].removeprefix(_OPT)
        if parts[1] == level:
            raise ValueError(f"optimization portion of filename does not start with {_OPT!r}")
        if not level.isalnum():
            raise ValueError(f"optimization level {level!r} is not an alphanumeric value")
    elif len(parts) != 2:
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    return f"{folder}/{stem}.py" if folder else f"{stem}.py"


def decode_source(source_bytes):
    """The text of source bytes, with universal newlines."""
    import io
    import tokenize
    lines = io.BytesIO(source_bytes).readline
    encoding = tokenize.detect_encoding(lines)[0]
    return io.IncrementalNewlineDecoder(None, True).decode(bytes(source_bytes).decode(encoding))


def source_hash(source_bytes):
    """A hash of source bytes."""
    import _imp
    return _imp.source_hash(_RAW_MAGIC_NUMBER, source_bytes)


def _get_sourcefile(bytecode_path):
    """The source file of a bytecode file if there is one, else the file that was given."""
    import os
    given = bytecode_path or None
    if given is None or not given[-4:-1].lower() == ".py":
        return given
    try:
        source = source_from_cache(given)
    except (ValueError, NotImplementedError):
        source = given[:-1]             # it lies beside
    return source if os.path.isfile(source) else given


def _pack_uint32(x):
    """32 bits, little-endian."""
    return (int(x) & 0xFFFFFFFF).to_bytes(4, "little")


def _unpack(size):
    def unpack(data):
        assert len(data) == size
        return int.from_bytes(data, "little")
    unpack.__name__ = unpack.__qualname__ = f"_unpack_uint{8 * size}"
    return unpack


_unpack_uint16, _unpack_uint32, _unpack_uint64 = map(_unpack, (2, 4, 8))


def _path_join(*parts):
    """Join the parts of a path."""
    return "/".join([part.rstrip("/") for part in parts if part])


def _path_split(path):
    """The folder and the last part of a path."""
    head, _, tail = path.rpartition("/")
    return head, tail


def _path_stat(path):
    import os
    return os.stat(path)


def _path_isfile(path):
    import os
    return os.path.isfile(path)


def _path_isdir(path):
    import os
    return os.path.isdir(path or os.getcwd())


def _path_isabs(path):
    return path.startswith("/")


def _path_abspath(path):
    import os
    return os.path.abspath(path)


def _calc_mode(path):
    """The permissions that a file made beside another gets."""
    import os
    try:
        return os.stat(path).st_mode | 0o200
    except OSError:
        return 0o666 | 0o200


def _classify_pyc(data, name, exc_details):
    """The flags of the header of a bytecode file."""
    header = bytes(data[:16])
    if not header.startswith(MAGIC_NUMBER):
        raise ImportError(f"bad magic number in {name!r}: {header[:4]!r}", **exc_details)
    if len(header) < 16:
        raise EOFError(f"reached EOF while reading pyc header of {name!r}")
    flags = _unpack_uint32(header[4:8])
    if flags > 0b11:
        raise ImportError(f"invalid flags {flags!r} in {name!r}", **exc_details)
    return flags


def _validate_timestamp_pyc(data, source_mtime, source_size, name, exc_details):
    """Raise ImportError unless a bytecode file is of the source as it is now."""
    now = _pack_uint32(source_mtime)
    if source_size is not None:
        now += _pack_uint32(source_size)
    if data[8:8 + len(now)] != now:
        raise ImportError(f"bytecode is stale for {name!r}", **exc_details)


def _validate_hash_pyc(data, source_hash, name, exc_details):
    """Raise ImportError unless a bytecode file is of source with a hash."""
    if source_hash != data[8:16]:
        raise ImportError(f"hash in bytecode doesn't match hash of source {name!r}", **exc_details)


def _compile_bytecode(data, name=None, bytecode_path=None, source_path=None):
    """The code object in what follows the header of a bytecode file."""
    import marshal
    code = marshal.loads(data)
    if isinstance(code, type(_compile_bytecode.__code__)):
        return code
    raise ImportError(f"Non-code object in {bytecode_path!r}", name=name, path=bytecode_path)


def _pyc(flags, source, code):
    from marshal import dumps
    return bytearray().join((MAGIC_NUMBER, _pack_uint32(flags), source, dumps(code)))


def _code_to_timestamp_pyc(code, mtime=0, source_size=0):
    """The contents of a bytecode file that goes by its source's time."""
    return _pyc(0, _pack_uint32(mtime) + _pack_uint32(source_size), code)


def _code_to_hash_pyc(code, source_hash, checked=True):
    """The contents of a bytecode file that goes by its source's hash."""
    assert len(source_hash) == 8
    return _pyc(0b11 if checked else 0b01, source_hash, code)


def _write_atomic(path, data, mode=0o666):
    """Write a file so that nobody sees it half written."""
    import os
    temporary = f"{path}.{id(path)}"
    fd = os.open(temporary, os.O_EXCL | os.O_CREAT | os.O_WRONLY, mode & 0o666)
    try:
        with open(fd, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        raise


def _own_name(loader, name):
    """The name that a loader of one module is asked for, which must be its own; None stands for it."""
    if name is not None and name != loader.name:
        raise ImportError(f"loader for {loader.name} cannot handle {name}", name=name)
    return loader.name


def _load_module_shim(loader, fullname):
    """Load a module by name: one in sys.modules is run again."""
    import sys
    import _warnings
    from _frozen_importlib import _exec, _load
    from .util import spec_from_loader
    _warnings.warn("the load_module() method is deprecated and slated for removal in Python 3.15; "
                   "use exec_module() instead", DeprecationWarning)
    spec = spec_from_loader(fullname, loader)
    if fullname in sys.modules:
        _exec(spec, sys.modules[fullname])
        return sys.modules[fullname]
    return _load(spec)


def _path_hook(cls, details):
    """What FileFinder.path_hook() gives for a class of finders and its loaders."""
    def path_hook_for_FileFinder(path):
        """Path hook for importlib.machinery.FileFinder."""
        import os
        if not os.path.isdir(path or "."):
            raise ImportError("only directories are supported", path=path)
        return cls(path, *details)
    return path_hook_for_FileFinder


class _LoaderBasics:
    """What loaders have in common that are written in Python."""

    def is_package(self, fullname):
        """Whether the file is a package's __init__."""
        tail = self.get_filename(fullname).rpartition("/")[2]
        return tail.rpartition(".")[0] == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def create_module(self, spec):
        """The default."""

    def exec_module(self, module):
        """Run the module's code in its namespace."""
        name = module.__name__
        code = self.get_code(name)
        if code is None:
            raise ImportError(f"cannot load module {name!r} when get_code() returns None")
        exec(code, vars(module))

    def load_module(self, fullname):
        """Load by name, the old way."""
        return _load_module_shim(self, fullname)


class SourcelessFileLoader(_LoaderBasics):
    """Loader of bytecode files."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return (type(self), vars(self)) == (type(other), getattr(other, "__dict__", None))

    def __hash__(self):
        return hash((self.name, self.path))

    def get_filename(self, fullname=None):
        """The path of the file."""
        _own_name(self, fullname)
        return self.path

    def load_module(self, fullname=None):
        """Load by name, the old way."""
        return _load_module_shim(self, _own_name(self, fullname))

    def get_data(self, path):
        """The bytes of a file."""
        with open(path, "rb") as file:
            return file.read()

    def get_code(self, fullname):
        """The code object in the file."""
        data = self.get_data(self.path)
        _classify_pyc(data, fullname, {"name": fullname, "path": self.path})
        return _compile_bytecode(memoryview(data)[16:], name=fullname, bytecode_path=self.path)

    def get_source(self, fullname):
        """None: there is no source."""
        return None
