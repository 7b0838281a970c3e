# linecache: lines of source files, kept for tracebacks.
# Invariant: nothing here raises for a file that cannot be had; it has no lines.

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# By file name: (size, mtime, lines, full name), mtime None for what is not of a file;
# or (function that gives the source,) for a module's source not asked for yet.
cache = {}

# Source typed in or given as a string, by _code_key() of its code; entries as above.
_interactive_cache = {}


def clearcache():
    """Forget all lines."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line of a file, with its newline; '' if there is none."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""


def getlines(filename, module_globals=None):
    """All lines of a file; an empty list if they cannot be had."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _code_key(code):
    return code.co_name, code.co_filename, code.co_firstlineno


def _register_code(code, string, name):
    """Remember the source of a code object and of all code inside it.

    A file name may stand for the code object: then the lines are for getlines()."""
    entry = len(string), None, [line + "\n" for line in string.splitlines()], name
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


def _getline_from_code(filename, lineno):
    lines = _getlines_from_code(filename)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""


def _source_unavailable(filename):
    # Names such as <string> are not of files.
    return not filename or (filename.startswith("<") and filename.endswith(">"))


def checkcache(filename=None):
    """Forget files (by default all) that have changed on disk."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue
        import posix  # os is not worth its import for this
        try:
            stat = posix.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file's lines anew and return them."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        del cache[filename]
    if _source_unavailable(filename):
        return []
    import posix
    import sys
    fullname = filename
    try:
        stat = posix.stat(fullname)
    except OSError:
        # Perhaps the module's loader knows.
        if lazycache(filename, module_globals):
            try:
                data = cache[filename][0]()
            except (ImportError, OSError):
                pass
            else:
                if data is None:
                    # No source, but a file.
                    return []
                lines = [line + "\n" for line in data.splitlines()]
                cache[filename] = len(data), None, lines, fullname
                return lines
        # A relative name is perhaps relative to a folder on sys.path.
        if filename.startswith("/"):
            return []
        for dirname in sys.path:
            try:
                fullname = dirname.removesuffix("/") + "/" + filename if dirname else filename
            except (TypeError, AttributeError):
                continue
            try:
                stat = posix.stat(fullname)
                break
            except (OSError, ValueError):
                pass
        else:
            return []
    except ValueError:
        # A null character, or the like.
        return []
    try:
        lines = _read_source(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if not lines:
        lines = ["\n"]
    elif not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


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
    entry = cache.get(filename)
    if entry is not None:
        return len(entry) == 1
    if _source_unavailable(filename):
        return False
    if not module_globals or "__name__" not in module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", None) or module_globals["__name__"]
    loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
    get_source = getattr(loader, "get_source", None)
    if not (name and get_source):
        return False

    def get_lines(name=name, *args, **kwargs):
        return get_source(name, *args, **kwargs)

    cache[filename] = (get_lines,)
    return True


def _register_main():
    # The program that the command line gave is not in a file.
    import _imp
    main = _imp._main_program()
    if main is not None:
        _register_code(*main, "<string>")


_register_main()
