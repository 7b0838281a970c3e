# importlib._fileutil: names of cache files and decoding of source, for importlib.util.
# Vivarium writes no bytecode files; the names are those that CPython would use.

import sys

MAGIC_NUMBER = (3627).to_bytes(2, "little") + b"\r\n"

_CACHE = "__pycache__"


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the bytecode of a source file would be."""
    import os
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
        name += ".opt-" + optimization
    return "/".join(p for p in (head, _CACHE, name + ".pyc") if p)


def source_from_cache(path):
    """The source file of a bytecode file."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    import os
    head, _, name = os.fspath(path).rpartition("/")
    head, _, folder = head.rpartition("/")
    if folder != _CACHE:
        raise ValueError(f"{_CACHE} not bottom-level directory in {path!r}")
    if name.count(".") not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
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
    return _imp.source_hash(int.from_bytes(MAGIC_NUMBER[:2], "little"), source_bytes)


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
