# linecache: lines of source files, kept for tracebacks.
# Invariant: nothing here raises for a file that cannot be had; it has no lines.

__all__ = ["checkcache", "clearcache", "getline", "lazycache"]

# By file name: (size, mtime, lines, full name), mtime None for what is not of a file;
# or (function that gives the source,) for a module's source not asked for yet.
cache = {}

# Source typed in or given as a string, by _code_key() of its code; entries as above.
_interactive_cache = {}


def getline(filename, lineno, module_globals=None):
    """A line of a file, with its newline; '' if there is none."""
    return _pick(getlines(filename, module_globals), lineno)


def _pick(lines, number):
    return lines[number - 1] if 0 < number <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of a file; an empty list if they cannot be had."""
    known = cache.get(filename, ())
    if len(known) > 1:
        return known[2]
    try:
        lines = updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        lines = []
    return lines


def clearcache():
    """Forget all lines."""
    cache.clear()


def _code_key(code):
    return code.co_name, code.co_filename, code.co_firstlineno


def _register_code(code, string, name):
    """Remember the source of a code object and of all code inside it.

    A file name may stand for the code object: then the lines are for getlines()."""
    entry = _entry_of_text(string, name)
    if isinstance(code, str):
        cache[code] = entry
        return
    stack = [code]
    while stack:
        code = stack.pop()
        for const in code.co_consts:
            if isinstance(const, type(code)):
                stack.append(const)
        _interactive_cache[_code_key(code)] = entry


def _getlines_from_code(code):
    entry = _interactive_cache.get(_code_key(code))
    return entry[2] if entry is not None else []


def _getline_from_code(code, lineno):
    return _pick(_getlines_from_code(code), lineno)


def _source_unavailable(filename):
    # Names such as <string> are not of files.
    return not filename or (filename.startswith("<") and filename.endswith(">"))


def _stat(path):
    from posix import stat              # os is not worth its import for this
    try:
        return stat(path)
    except (OSError, ValueError):       # such as for a null character
        return None


def checkcache(filename=None):
    """Forget files (by default all) that have changed on disk."""
    for name in [*cache] if filename is None else (filename,):
        known = cache.get(name, ())
        if len(known) > 1 and known[1] is not None:
            now = _stat(known[3])
            if now is None or (now.st_size, now.st_mtime) != known[:2]:
                cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file's lines anew and return them."""
    if len(cache.get(filename, ())) > 1:
        del cache[filename]
    entry = None if _source_unavailable(filename) else _new_entry(filename, module_globals)
    if entry is None:
        return []
    cache[filename] = entry
    return entry[2]


def _new_entry(filename, module_globals):
    # What the cache shall have of a file, None if it has no source.
    path, found = filename, _stat(filename)
    if found is None:
        # Perhaps the module's loader knows.
        known, text = _ask_loader(filename, module_globals)
        if known:
            return None if text is None else _entry_of_text(text, filename)
        for path in _along_path(filename):
            found = _stat(path)
            if found is not None:
                break
        else:
            return None
    try:
        lines = _read_source(path) or ["\n"]
    except (OSError, SyntaxError, UnicodeDecodeError):
        return None
    if lines[-1][-1:] != "\n":
        lines[-1] += "\n"
    return found.st_size, found.st_mtime, lines, path


def _entry_of_text(text, name):
    return len(text), None, [line + "\n" for line in text.splitlines()], name


def _ask_loader(filename, module_globals):
    # Whether the loader answers, and the source (None if the module has none).
    try:
        if lazycache(filename, module_globals):
            return True, cache[filename][0]()
    except (ImportError, OSError):
        pass
    return False, None


def _along_path(filename):
    # Where a relative name may be.
    import sys
    for folder in [] if filename[0] == "/" else sys.path:
        if isinstance(folder, str):
            yield f"{folder.removesuffix('/')}/{filename}" if folder else filename


def _read_source(path):
    # The decoded lines of a source file.
    with open(path, "rb") as f:
        data = f.read()
    encoding = "utf-8"
    if b"coding" in b"".join(data.split(b"\n", 2)[:2]):
        # Only a declaration needs the real reader of declarations.
        from tokenize import detect_encoding
        encoding = detect_encoding(iter(data.splitlines(keepends=True)).__next__)[0]
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        encoding = "utf-8"
    text = data.decode(encoding)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    if last:
        lines.append(last)
    return lines


def lazycache(filename, module_globals):
    """Note where the source of a module can be had, without asking for it yet.

    True if there is a place to ask: then getlines() works without the globals."""
    known = cache.get(filename)
    if known is not None:
        return len(known) == 1
    told = module_globals or {}
    if "__name__" not in told or _source_unavailable(filename):
        return False
    spec = told.get("__spec__")
    name = getattr(spec, "name", None) or told["__name__"]
    loader = getattr(spec, "loader", None) or told.get("__loader__")
    read = getattr(loader, "get_source", None)
    if read and name:
        cache[filename] = (lambda: read(name),)
    return filename in cache


def _register_main():
    # The program that the command line gave is not in a file.
    import _imp
    main = _imp._main_program()
    if main is not None:
        _register_code(*main, "<string>")


_register_main()
