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


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the bytecode of a source file would be."""
    import os
    if debug_override is not None:
        import warnings
        warnings.warn("the debug_override parameter is deprecated; use 'optimization' instead",
                      DeprecationWarning)
        if optimization is not None:
            raise TypeError("debug_override or optimization must be set to None")
        optimization = "" if debug_override else 1
    path = os.fspath(path)
    head, _, tail = path.rpartition("/")
    base, dot, rest = tail.rpartition(".")
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    if optimization is None:
        optimization = sys.flags.optimize or ""
    optimization = str(optimization)
    name = (base if base else rest) + dot + tag
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f"{optimization!r} is not alphanumeric")
        name += "." + _OPT + optimization
    name += ".pyc"
    if sys.pycache_prefix is not None:
        head = os.path.join(os.getcwd(), head) if not head.startswith("/") else head
        return "/".join([sys.pycache_prefix.rstrip("/"), *filter(None, head.split("/")), name])
    if not head and path.startswith("/"):
        return "/" + _CACHE + "/" + name
    return "/".join(p for p in (head, _CACHE, name) if p)


def source_from_cache(path):
    """The source file of a bytecode file."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    import os
    path = os.fspath(path)
    head, _, name = path.rpartition("/")
    found = False
    if sys.pycache_prefix is not None:
        prefix = sys.pycache_prefix.rstrip("/")
        if head.startswith(prefix + "/"):
            head = head[len(prefix):]
            found = True
    if not found:
        head, _, folder = head.rpartition("/")
        if folder != _CACHE:
            raise ValueError(f"{_CACHE} not bottom-level directory in {path!r}")
    dots = name.count(".")
    if dots not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    if dots == 3:
        level = name.rsplit(".", 2)[-2]
        if not level.startswith(_OPT):
            raise ValueError(f"optimization portion of filename does not start with {_OPT!r}")
        if not level[len(_OPT):].isalnum():
            raise ValueError(f"optimization level {level[len(_OPT):]!r} is not an alphanumeric value")
    return (head + "/" if head else "") + name.partition(".")[0] + ".py"


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
    if not bytecode_path:
        return None
    stem, dot, extension = bytecode_path.rpartition(".")
    if not dot or extension.lower()[-3:-1] != "py":
        return bytecode_path
    try:
        source = source_from_cache(bytecode_path)
    except (NotImplementedError, ValueError):
        source = bytecode_path[:-1]
    return source if os.path.isfile(source) else bytecode_path


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
    magic = data[:4]
    if magic != MAGIC_NUMBER:
        raise ImportError(f"bad magic number in {name!r}: {bytes(magic)!r}", **exc_details)
    if len(data) < 16:
        raise EOFError(f"reached EOF while reading pyc header of {name!r}")
    flags = _unpack_uint32(data[4:8])
    if flags & ~0b11:
        raise ImportError(f"invalid flags {flags!r} in {name!r}", **exc_details)
    return flags


def _validate_timestamp_pyc(data, source_mtime, source_size, name, exc_details):
    """Raise ImportError unless a bytecode file is of the source as it is now."""
    if _unpack_uint32(data[8:12]) != (source_mtime & 0xFFFFFFFF):
        raise ImportError(f"bytecode is stale for {name!r}", **exc_details)
    if source_size is not None and _unpack_uint32(data[12:16]) != (source_size & 0xFFFFFFFF):
        raise ImportError(f"bytecode is stale for {name!r}", **exc_details)


def _validate_hash_pyc(data, source_hash, name, exc_details):
    """Raise ImportError unless a bytecode file is of source with a hash."""
    if data[8:16] != source_hash:
        raise ImportError(f"hash in bytecode doesn't match hash of source {name!r}", **exc_details)


def _compile_bytecode(data, name=None, bytecode_path=None, source_path=None):
    """The code object in what follows the header of a bytecode file."""
    import marshal
    code = marshal.loads(data)
    if isinstance(code, type(_compile_bytecode.__code__)):
        return code
    raise ImportError(f"Non-code object in {bytecode_path!r}", name=name, path=bytecode_path)


def _code_to_timestamp_pyc(code, mtime=0, source_size=0):
    """The contents of a bytecode file that goes by its source's time."""
    import marshal
    data = bytearray(MAGIC_NUMBER)
    data += _pack_uint32(0) + _pack_uint32(mtime) + _pack_uint32(source_size)
    data += marshal.dumps(code)
    return data


def _code_to_hash_pyc(code, source_hash, checked=True):
    """The contents of a bytecode file that goes by its source's hash."""
    import marshal
    assert len(source_hash) == 8
    data = bytearray(MAGIC_NUMBER)
    data += _pack_uint32(0b1 | checked << 1) + source_hash
    data += marshal.dumps(code)
    return data


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
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        exec(code, module.__dict__)

    def load_module(self, fullname):
        """Load by name, the old way."""
        return _load_module_shim(self, fullname)


class SourcelessFileLoader(_LoaderBasics):
    """Loader of bytecode files."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

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
