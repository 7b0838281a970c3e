# zipimport: importing from zip files. A directory is read once and kept in _zip_directory_cache, by the archive's path.
"""Support for importing Python modules from zip archives.

zipimporter(path) is the finder and loader of one archive, or of a folder in one; sys.path_hooks has it."""

import sys
import marshal
import posix  # os may be what is being imported
import time
import _imp
import _frozen_importlib as _bootstrap
from importlib import _fileutil as _files
from importlib._fileutil import _LoaderBasics

__all__ = ["ZipImportError", "zipimporter"]

path_sep = "/"
alt_path_sep = ""


class ZipImportError(ImportError):
    """What is wrong with an archive."""


_zip_directory_cache = {}

_END = 22  # size of the record at the end of an archive
_MAX_COMMENT = (1 << 16) - 1
_END_MAGIC = b"PK\x05\x06"
_END64_MAGIC = b"PK\x06\x06"
_END64_LOCATOR = b"PK\x06\x07"

# What a module's file may be called, and whether it is bytecode, whether a package.
_zip_searchorder = (
    ("/__init__.pyc", True, True),
    ("/__init__.py", False, True),
    (".pyc", True, False),
    (".py", False, False),
)


class zipimporter(_LoaderBasics):
    """zipimporter(archivepath) -> zipimporter object

    archivepath is the path of a zip file, or of a folder in one (archive.zip/lib)."""

    def __init__(self, path):
        if path == "":
            raise ZipImportError("archive path is empty", path=path)
        if not isinstance(path, str):
            raise TypeError(f"expected str, not {type(path)!r}")
        self.archive, self.prefix = _split_archive(path)
        if self.archive not in _zip_directory_cache:
            _zip_directory_cache[self.archive] = _read_directory(self.archive)

    def __repr__(self):
        where = f"{self.archive}/{self.prefix}" if self.prefix else f"{self.archive}/"
        return f'<zipimporter object "{where}">'

    @property
    def _files(self):  # jinja2 lists the templates of a package by it
        return self._get_files()

    def _get_files(self):
        if self.archive not in _zip_directory_cache:
            try:
                _zip_directory_cache[self.archive] = _read_directory(self.archive)
            except ZipImportError:
                return {}
        return _zip_directory_cache[self.archive]

    def _find(self, fullname):
        # (path in the archive, whether it is bytecode, whether a package), or None
        stem = self.prefix + fullname.rpartition(".")[2]
        files = self._get_files()
        for suffix, bytecode, package in _zip_searchorder:
            if stem + suffix in files:
                return stem + suffix, bytecode, package
        return None

    def find_spec(self, fullname, target=None):
        """A spec of the module, None if it is not here."""
        found = self._find(fullname)
        if found is not None:
            from importlib.util import spec_from_loader
            return spec_from_loader(fullname, self, is_package=found[2])
        folder = self.prefix + fullname.rpartition(".")[2]
        if any(name.startswith(folder + "/") for name in self._get_files()):
            spec = _bootstrap.ModuleSpec(name=fullname, loader=None, is_package=True)
            spec.submodule_search_locations.append(f"{self.archive}/{folder}")
            return spec
        return None

    def _module_code(self, fullname):
        # (code, whether it is a package, path of the file)
        stem = self.prefix + fullname.rpartition(".")[2]
        files = self._get_files()
        problem = None
        for suffix, bytecode, package in _zip_searchorder:
            entry = files.get(stem + suffix)
            if entry is None:
                continue
            data = _get_data(self.archive, entry)
            if bytecode:
                try:
                    code = self._unmarshal(entry[0], stem + suffix, fullname, data)
                except ImportError as exc:
                    problem = exc
                    continue
            else:
                code = compile(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), entry[0], "exec",
                               dont_inherit=True)
            if code is not None:
                return code, package, entry[0]
        if problem is not None:
            raise ZipImportError(f"module load failed: {problem}", name=fullname) from problem
        raise ZipImportError(f"can't find module {fullname!r}", name=fullname)

    def _unmarshal(self, pathname, name, fullname, data):
        # The code of a bytecode file; None if its source in the archive is newer.
        details = {"name": fullname, "path": pathname}
        flags = _files._classify_pyc(data, fullname, details)
        files = self._get_files()
        source = files.get(name[:-1])
        if flags & 1:
            if flags & 2 and _imp.check_hash_based_pycs != "never" or _imp.check_hash_based_pycs == "always":
                if source is not None:
                    text = _get_data(self.archive, source)
                    _files._validate_hash_pyc(data, _imp.source_hash(_files._RAW_MAGIC_NUMBER, text), fullname, details)
        elif source is not None:
            mtime, size = _source_time(source)
            if mtime and (abs(_files._unpack_uint32(data[8:12]) - mtime) > 1 or _files._unpack_uint32(data[12:16]) != size):
                return None
        code = marshal.loads(data[16:])
        if not isinstance(code, type(_source_time.__code__)):
            raise TypeError(f"compiled module {pathname!r} should be a code object")
        return code

    def get_code(self, fullname):
        """The code object of a module."""
        return self._module_code(fullname)[0]

    def get_data(self, pathname):
        """The bytes of a file in the archive."""
        key = pathname
        if pathname.startswith(self.archive + "/"):
            key = pathname[len(self.archive) + 1:]
        try:
            entry = self._get_files()[key]
        except KeyError:
            raise OSError(0, "", key) from None
        if entry is None:
            return b""
        return _get_data(self.archive, entry)

    def get_filename(self, fullname):
        """What __file__ would be of a module."""
        return self._module_code(fullname)[2]

    def get_source(self, fullname):
        """The source of a module, None if the archive has only its bytecode."""
        found = self._find(fullname)
        if found is None:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        stem = self.prefix + fullname.rpartition(".")[2]
        entry = self._get_files().get(stem + ("/__init__.py" if found[2] else ".py"))
        return None if entry is None else _get_data(self.archive, entry).decode()

    def is_package(self, fullname):
        """Whether a module is a package."""
        found = self._find(fullname)
        if found is None:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        return found[2]

    def load_module(self, fullname):
        """Load a module, the old way."""
        import warnings
        warnings.warn("zipimport.zipimporter.load_module() is deprecated and slated for removal in Python 3.15; "
                      "use exec_module() instead", DeprecationWarning, stacklevel=2)
        code, package, path = self._module_code(fullname)
        module = sys.modules.get(fullname)
        if module is None or not isinstance(module, type(sys)):
            module = sys.modules[fullname] = type(sys)(fullname)
        module.__loader__ = self
        try:
            if package:
                module.__path__ = [f"{self.archive}/{self.prefix}{fullname.rpartition('.')[2]}"]
            if not hasattr(module, "__builtins__"):
                module.__builtins__ = __builtins__
            module.__file__ = path
            module.__package__ = fullname if package else fullname.rpartition(".")[0]
            exec(code, module.__dict__)
        except BaseException:
            del sys.modules[fullname]
            raise
        try:
            return sys.modules[fullname]
        except KeyError:
            raise ImportError(f"Loaded module {fullname!r} not found in sys.modules") from None

    def get_resource_reader(self, fullname):
        """The reader of a package's resources."""
        if not self.is_package(fullname):
            return None
        from importlib.readers import ZipReader
        return ZipReader(self, fullname)

    def invalidate_caches(self):
        """Read the archive's directory again when it is next needed."""
        _zip_directory_cache.pop(self.archive, None)


def _split_archive(path):
    # The path of the file in which path begins, and the folder in it, which ends with a slash.
    prefix = ""
    while True:
        try:
            regular = posix.stat(path).st_mode >> 12 == 0o10
        except (OSError, ValueError):
            outer, _, last = path.rpartition("/")
            if outer:
                path, prefix = outer, f"{last}/{prefix}" if last else prefix
                continue
            regular = False
        if regular:
            return path, prefix
        raise ZipImportError(f"not a Zip file: {path!r}", path=path)


def _number(data):
    return int.from_bytes(data, "little")


def _read_directory(archive):
    # The files of an archive: {path in it: (path, compression, size in it, size, offset, time, date, crc)}
    try:
        file = open(archive, "rb")
    except OSError:
        raise ZipImportError(f"can't open Zip file: {archive!r}", path=archive)

    def bad(what):
        return ZipImportError(f"{what}: {archive!r}", path=archive)

    with file:
        try:
            file.seek(0, 2)
            length = file.tell()
            start = max(length - _MAX_COMMENT - _END - 20 - 56, 0)
            file.seek(start)
            data = file.read()
        except OSError:
            raise bad("can't read Zip file")
        at = data.rfind(_END_MAGIC)
        if at < 0:
            raise bad("not a Zip file")
        record = data[at:at + _END]
        if len(record) != _END:
            raise bad("corrupt Zip file")
        count = _number(record[10:12])
        size = _number(record[12:16])
        offset = _number(record[16:20])
        end = start + at
        if at >= 20 and data[at - 20:at - 16] == _END64_LOCATOR and at >= 76 and data[at - 76:at - 72] == _END64_MAGIC:
            big = data[at - 76:at - 20]
            count, size, offset = _number(big[32:40]), _number(big[40:48]), _number(big[48:56])
            end -= 76
        if end < size:
            raise bad("bad central directory size")
        if end < offset:
            raise bad("bad central directory offset")
        end -= size
        before = end - offset  # what was put before the archive
        if before < 0:
            raise bad("bad central directory size or offset")
        files = {}
        file.seek(end)
        try:
            directory = file.read(size)
        except OSError:
            raise bad("can't read Zip file")
    at = 0
    while directory[at:at + 4] == b"PK\x01\x02":
        head = directory[at:at + 46]
        if len(head) != 46:
            raise EOFError("EOF read where not expected")
        flags, compress, clock, date = (_number(head[i:i + 2]) for i in (8, 10, 12, 14))
        crc, data_size, file_size = (_number(head[i:i + 4]) for i in (16, 20, 24))
        name_size, extra_size, comment_size = (_number(head[i:i + 2]) for i in (28, 30, 32))
        file_offset = _number(head[42:46])
        raw = directory[at + 46:at + 46 + name_size]
        extra = directory[at + 46 + name_size:at + 46 + name_size + extra_size]
        if len(raw) != name_size:
            raise bad("can't read Zip file")
        at += 46 + name_size + extra_size + comment_size
        name = raw.decode("utf-8" if flags & 0x800 else "cp437")
        if 0xFFFFFFFF in (data_size, file_size, file_offset):
            while len(extra) >= 4:
                kind, n = _number(extra[:2]), _number(extra[2:4])
                if kind == 1:
                    wide = [_number(extra[i:i + 8]) for i in range(4, 4 + n, 8)]
                    if file_size == 0xFFFFFFFF and wide:
                        file_size = wide.pop(0)
                    if data_size == 0xFFFFFFFF and wide:
                        data_size = wide.pop(0)
                    if file_offset == 0xFFFFFFFF and wide:
                        file_offset = wide.pop(0)
                    break
                extra = extra[4 + n:]
        if file_offset > offset:
            raise bad("bad local header offset")
        files[name] = (f"{archive}/{name}", compress, data_size, file_size, file_offset + before, clock, date, crc)
    for name in list(files):
        while (slash := name.rstrip("/").rfind("/")) >= 0:
            name = name[:slash + 1]
            if name in files:
                break
            files[name] = None
    return files


def _get_decompress_func():
    try:
        from zlib import decompress
    except Exception:
        raise ZipImportError("can't decompress data; zlib not available")
    return decompress


def _get_data(archive, entry):
    # The bytes of one file.
    path, compress, data_size, file_size, offset, clock, date, crc = entry
    if data_size < 0:
        raise ZipImportError("negative data size")
    with open(archive, "rb") as file:
        file.seek(offset)
        head = file.read(30)
        if len(head) != 30:
            raise EOFError("EOF read where not expected")
        if head[:4] != b"PK\x03\x04":
            raise ZipImportError(f"bad local file header: {archive!r}", path=archive)
        file.seek(offset + 30 + _number(head[26:28]) + _number(head[28:30]))
        data = file.read(data_size)
        if len(data) != data_size:
            raise OSError("zipimport: can't read data")
    if compress == 0:
        return data
    return _get_decompress_func()(data, -15)


def _source_time(entry):
    # (time of last change, size) of a file
    clock, date, size = entry[5], entry[6], entry[3]
    try:
        return time.mktime(((date >> 9) + 1980, date >> 5 & 15, date & 31, clock >> 11, clock >> 5 & 63,
                            (clock & 31) * 2, -1, -1, -1)), size
    except (OverflowError, ValueError):
        return 0, size
