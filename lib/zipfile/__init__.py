"""Reading and writing of ZIP archives"""

import bz2
import io
import lzma
import os
import struct
import zlib
from _thread import RLock as _RLock

# Above these, an archive needs the ZIP64 extensions.
ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = (1 << 16) - 1
ZIP_MAX_COMMENT = (1 << 16) - 1

from zipfile._format import (
    BZIP2_VERSION, DEFAULT_VERSION, FULL as _FULL, LZMA_VERSION, MASK_COMPRESSED_PATCH as _MASK_COMPRESSED_PATCH,
    MASK_COMPRESS_OPTION_1 as _MASK_COMPRESS_OPTION_1, MASK_ENCRYPTED as _MASK_ENCRYPTED,
    MASK_STRONG_ENCRYPTION as _MASK_STRONG_ENCRYPTION, MASK_USE_DATA_DESCRIPTOR as _MASK_USE_DATA_DESCRIPTOR,
    MASK_UTF_FILENAME as _MASK_UTF_FILENAME, ZIP64_VERSION, ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, BadZipFile,
    LargeZipFile, ZipInfo, _Extra, compressor_names, find_end as _find_end, read_directory as _read_directory,
    sizeCentralDir, sizeEndCentDir, sizeEndCentDir64, sizeEndCentDir64Locator, sizeFileHeader, stringCentralDir,
    stringEndArchive, stringEndArchive64, stringEndArchive64Locator, stringFileHeader, structCentralDir,
    structEndArchive, structEndArchive64, structEndArchive64Locator, structFileHeader)
from zipfile._streams import (
    LZMACompressor, LZMADecompressor, ZipExtFile, _SharedFile, _Tellable, _ZipWriteFile,
    check_compression as _check_compression)

__all__ = ["BadZipFile", "BadZipfile", "error",
           "ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA",
           "is_zipfile", "ZipInfo", "ZipFile", "PyZipFile", "LargeZipFile",
           "Path"]

# Older names.
error = BadZipfile = BadZipFile

MAX_EXTRACT_VERSION = LZMA_VERSION


def is_zipfile(filename):
    """Whether a file, or what a path names, is a ZIP file, by its end."""
    try:
        if hasattr(filename, "read"):
            place = filename.tell()
            result = _is_zip(filename)
            filename.seek(place)
            return result
        with open(filename, "rb") as fp:
            return _is_zip(fp)
    except (OSError, BadZipFile):
        return False


def _is_zip(fp):
    end = _find_end(fp)
    if end is None:
        return False
    if end.count == 0 and end.size == 0 and end.offset == 0:
        return True
    # The directory must be where the end says.
    start = end.prepended + end.offset
    if start < 0:
        return False
    fp.seek(start)
    return fp.read(4) == stringCentralDir


class ZipFile:
    """An archive: open for reading (r), writing (w, x) or adding (a).

    file is a path or a binary file.  compression and compresslevel are for new members;
    allowZip64 lets it be larger than the first ZIP files could be."""

    fp = None
    _windows_illegal_name_trans_table = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True,
                 compresslevel=None, *, strict_timestamps=True, metadata_encoding=None):
        if mode not in ("r", "w", "x", "a"):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _check_compression(compression)
        self._allowZip64 = allowZip64
        self._didModify = False
        self.debug = 0
        # By name, and in the order of the archive.
        self.NameToInfo = {}
        self.filelist = []
        self.compression = compression
        self.compresslevel = compresslevel
        self.mode = mode
        self.pwd = None
        self._comment = b""
        self._strict_timestamps = strict_timestamps
        self.metadata_encoding = metadata_encoding
        if metadata_encoding and mode != "r":
            raise ValueError("metadata_encoding is only supported for reading files")
        if isinstance(file, os.PathLike):
            file = os.fspath(file)
        if isinstance(file, str):
            self._filePassed = 0
            self.filename = file
            self.fp = self._open_file(file, mode)
        else:
            self._filePassed = 1
            self.fp = file
            self.filename = getattr(file, "name", None)
        # The archive, and readers of its members; the last closes the file.
        self._fileRefCnt = 1
        self._lock = _RLock()
        self._seekable = True
        self._writing = False
        try:
            if mode == "r":
                self._read_contents()
            elif mode == "a":
                self._begin_adding()
            else:
                self._begin_writing()
        except:
            fp, self.fp = self.fp, None
            self._fpclose(fp)
            raise

    @staticmethod
    def _open_file(file, mode):
        # Readable and writable if that can be.
        modes = {"r": ["rb"], "w": ["w+b", "wb"], "x": ["x+b", "xb"], "a": ["r+b", "w+b", "wb"]}[mode]
        for i, binary in enumerate(modes, 1):
            try:
                return io.open(file, binary)
            except OSError:
                if i == len(modes):
                    raise

    def _begin_writing(self):
        # An archive without members is written too.
        self._didModify = True
        try:
            self.start_dir = self.fp.tell()
        except (AttributeError, OSError):
            self.fp = _Tellable(self.fp)
            self.start_dir = 0
            self._seekable = False
        else:
            try:
                self.fp.seek(self.start_dir)
            except (AttributeError, OSError):
                self._seekable = False

    def _begin_adding(self):
        try:
            self._read_contents()
            self.fp.seek(self.start_dir)
        except BadZipFile:
            # A new archive behind what is there.
            self.fp.seek(0, 2)
            self._didModify = True
            self.start_dir = self.fp.tell()

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __repr__(self):
        parts = [f"<{self.__class__.__module__}.{self.__class__.__qualname__}"]
        if self.fp is not None:
            if self._filePassed:
                parts.append(f" file={self.fp!r}")
            elif self.filename is not None:
                parts.append(f" filename={self.filename!r}")
            parts.append(f" mode={self.mode!r}")
        else:
            parts.append(" [closed]")
        parts.append(">")
        return "".join(parts)

    # ------------------------------------------------------------ the directory

    def _read_contents(self):
        fp = self.fp
        try:
            end = _find_end(fp)
        except OSError:
            raise BadZipFile("File is not a zip file")
        if end is None:
            raise BadZipFile("File is not a zip file")
        self._comment = end.comment
        prepended = end.prepended
        self.start_dir = end.offset + prepended
        if self.start_dir < 0:
            raise BadZipFile("Bad offset for central directory")
        fp.seek(self.start_dir, 0)
        for member in _read_directory(fp.read(end.size), prepended, self.metadata_encoding):
            self.filelist.append(member)
            self.NameToInfo[member.filename] = member
        # A member ends where the next begins; those at one place end together.
        limit = next_offset = self.start_dir
        for member in sorted(self.filelist, key=lambda member: member.header_offset, reverse=True):
            if member.header_offset != next_offset:
                limit, next_offset = next_offset, member.header_offset
            member._end_offset = limit

    def namelist(self):
        """The names of the members."""
        return [member.filename for member in self.filelist]

    def infolist(self):
        """The members, as a list of ZipInfo."""
        return self.filelist

    def printdir(self, file=None):
        """Print a table of the members."""
        print("%-46s %19s %12s" % ("File Name", "Modified    ", "Size"), file=file)
        for member in self.filelist:
            date = "%d-%02d-%02d %02d:%02d:%02d" % member.date_time[:6]
            print("%-46s %s %12d" % (member.filename, date, member.file_size), file=file)

    def testzip(self):
        """Read all members; returns the name of the first that is damaged, or None."""
        for member in self.filelist:
            try:
                with self.open(member.filename, "r") as f:
                    while f.read(1 << 20):
                        pass
            except BadZipFile:
                return member.filename

    def getinfo(self, name):
        """The ZipInfo of a name."""
        member = self.NameToInfo.get(name)
        if member is None:
            raise KeyError("There is no item named %r in the archive" % name)
        return member

    def setpassword(self, pwd):
        """Set the password for encrypted members."""
        if pwd and not isinstance(pwd, bytes):
            raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
        self.pwd = pwd or None

    @property
    def comment(self):
        """The archive's comment, of up to 65535 bytes."""
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError("comment: expected bytes, got %s" % type(comment).__name__)
        if len(comment) > ZIP_MAX_COMMENT:
            _warn("Archive comment is too long; truncating to %d bytes" % ZIP_MAX_COMMENT, 3)
            comment = comment[:ZIP_MAX_COMMENT]
        self._comment = comment
        self._didModify = True

    # ------------------------------------------------------------ members

    def read(self, name, pwd=None):
        """The data of a member."""
        with self.open(name, "r", pwd) as fp:
            return fp.read()

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        """A member as a binary file, for reading (r) or writing (w).

        name is a name or a ZipInfo.  Larger members than ZIP64_LIMIT whose size is not known
        beforehand want force_zip64."""
        if mode not in {"r", "w"}:
            raise ValueError('open() requires mode "r" or "w"')
        if pwd and mode == "w":
            raise ValueError("pwd is only supported for reading files")
        if not self.fp:
            raise ValueError("Attempt to use ZIP archive that was already closed")
        if isinstance(name, ZipInfo):
            zinfo = name
        elif mode == "w":
            zinfo = ZipInfo(name)
            zinfo.compress_type = self.compression
            zinfo.compress_level = self.compresslevel
        else:
            zinfo = self.getinfo(name)
        if mode == "w":
            return self._open_to_write(zinfo, force_zip64=force_zip64)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there "
                             "is an open writing handle on it. "
                             "Close the writing handle before trying to read.")
        self._fileRefCnt += 1
        shared = _SharedFile(self.fp, zinfo.header_offset, self._fpclose, self._lock,
                             lambda: self._writing)
        try:
            self._read_header(shared, zinfo)
            if zinfo.flag_bits & _MASK_ENCRYPTED:
                pwd = pwd or self.pwd
                if pwd and not isinstance(pwd, bytes):
                    raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
                if not pwd:
                    raise RuntimeError("File %r is encrypted, password "
                                       "required for extraction" % name)
            else:
                pwd = None
            return ZipExtFile(shared, mode + "b", zinfo, pwd, True)
        except:
            shared.close()
            raise

    def _read_header(self, shared, zinfo):
        # Go over the header in front of a member's data, which must agree with the directory.
        header = shared.read(sizeFileHeader)
        if len(header) != sizeFileHeader:
            raise BadZipFile("Truncated file header")
        fields = struct.unpack(structFileHeader, header)
        if fields[0] != stringFileHeader:
            raise BadZipFile("Bad magic number for file header")
        name = shared.read(fields[10])
        if fields[11]:
            shared.seek(fields[11], whence=1)
        if zinfo.flag_bits & _MASK_COMPRESSED_PATCH:
            raise NotImplementedError("compressed patched data (flag bit 5)")
        if zinfo.flag_bits & _MASK_STRONG_ENCRYPTION:
            raise NotImplementedError("strong encryption (flag bit 6)")
        encoding = "utf-8" if fields[3] & _MASK_UTF_FILENAME else self.metadata_encoding or "cp437"
        if name.decode(encoding) != zinfo.orig_filename:
            raise BadZipFile("File name in directory %r and header %r differ."
                             % (zinfo.orig_filename, name))
        if zinfo._end_offset is not None and shared.tell() + zinfo.compress_size > zinfo._end_offset:
            raise BadZipFile(f"Overlapped entries: {zinfo.orig_filename!r} (possible zip bomb)")

    def _open_to_write(self, zinfo, force_zip64=False):
        if force_zip64 and not self._allowZip64:
            raise ValueError("force_zip64 is True, but allowZip64 was False when opening "
                             "the ZIP file.")
        if self._writing:
            raise ValueError("Can't write to the ZIP file while there is "
                             "another write handle open on it. "
                             "Close the first handle before opening another.")
        # Sizes and checksum are written when they are known: into the header, or behind the data.
        zinfo.compress_size = 0
        zinfo.CRC = 0
        zinfo.flag_bits = 0x00
        if zinfo.compress_type == ZIP_LZMA:
            zinfo.flag_bits |= _MASK_COMPRESS_OPTION_1
        if not self._seekable:
            zinfo.flag_bits |= _MASK_USE_DATA_DESCRIPTOR
        if not zinfo.external_attr:
            zinfo.external_attr = 0o600 << 16
        # Compression may make it larger.
        zip64 = force_zip64 or zinfo.file_size * 1.05 > ZIP64_LIMIT
        if not self._allowZip64 and zip64:
            raise LargeZipFile("Filesize would require ZIP64 extensions")
        self._begin_member(zinfo)
        self.fp.write(zinfo.FileHeader(zip64))
        self._writing = True
        return _ZipWriteFile(self, zinfo, zip64)

    def _begin_member(self, zinfo):
        if self._seekable:
            self.fp.seek(self.start_dir)
        zinfo.header_offset = self.fp.tell()
        self._writecheck(zinfo)
        self._didModify = True

    def _writecheck(self, zinfo):
        if zinfo.filename in self.NameToInfo:
            _warn("Duplicate name: %r" % zinfo.filename, 5)
        if self.mode not in ("w", "x", "a"):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError("Attempt to write ZIP archive that was already closed")
        _check_compression(zinfo.compress_type)
        if not self._allowZip64:
            if len(self.filelist) >= ZIP_FILECOUNT_LIMIT:
                what = "Files count"
            elif zinfo.file_size > ZIP64_LIMIT:
                what = "Filesize"
            elif zinfo.header_offset > ZIP64_LIMIT:
                what = "Zipfile size"
            else:
                return
            raise LargeZipFile(what + " would require ZIP64 extensions")

    # ------------------------------------------------------------ extracting

    def extract(self, member, path=None, pwd=None):
        """Extract a member below path, by default the current folder; returns where it is."""
        path = os.getcwd() if path is None else os.fspath(path)
        return self._extract_member(member, path, pwd)

    def extractall(self, path=None, members=None, pwd=None):
        """Extract all members, or those named, below path."""
        if members is None:
            members = self.namelist()
        path = os.getcwd() if path is None else os.fspath(path)
        for member in members:
            self._extract_member(member, path, pwd)

    @classmethod
    def _sanitize_windows_name(cls, arcname, pathsep):
        # Without what Windows does not allow.
        table = cls._windows_illegal_name_trans_table
        if not table:
            illegal = ':<>|"?*'
            table = cls._windows_illegal_name_trans_table = str.maketrans(illegal, "_" * len(illegal))
        parts = [part.rstrip(" .") for part in arcname.translate(table).split(pathsep)]
        return pathsep.join([part for part in parts if part])

    def _extract_member(self, member, targetpath, pwd):
        if not isinstance(member, ZipInfo):
            member = self.getinfo(member)
        arcname = member.filename.replace("/", os.path.sep)
        if os.path.altsep:
            arcname = arcname.replace(os.path.altsep, os.path.sep)
        # Only downwards.
        arcname = os.path.splitdrive(arcname)[1]
        invalid = ("", os.path.curdir, os.path.pardir)
        arcname = os.path.sep.join([part for part in arcname.split(os.path.sep) if part not in invalid])
        if os.path.sep == "\\":
            arcname = self._sanitize_windows_name(arcname, os.path.sep)
        if not arcname and not member.is_dir():
            raise ValueError("Empty filename.")
        targetpath = os.path.normpath(os.path.join(targetpath, arcname))
        folder = os.path.dirname(targetpath)
        if folder and not os.path.exists(folder):
            os.makedirs(folder, exist_ok=True)
        if member.is_dir():
            if not os.path.isdir(targetpath):
                try:
                    os.mkdir(targetpath)
                except FileExistsError:
                    if not os.path.isdir(targetpath):
                        raise
            return targetpath
        import shutil
        with self.open(member, pwd=pwd) as source, open(targetpath, "wb") as target:
            shutil.copyfileobj(source, target)
        return targetpath

    # ------------------------------------------------------------ writing

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Add a file or a folder, by default under its own name."""
        if not self.fp:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        zinfo = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if zinfo.is_dir():
            zinfo.compress_size = 0
            zinfo.CRC = 0
            self.mkdir(zinfo)
            return
        zinfo.compress_type = self.compression if compress_type is None else compress_type
        zinfo.compress_level = self.compresslevel if compresslevel is None else compresslevel
        import shutil
        with open(filename, "rb") as source, self.open(zinfo, "w") as target:
            shutil.copyfileobj(source, target, 1024 * 8)

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Add a member of some data, bytes or text; its name may be a ZipInfo."""
        if isinstance(data, str):
            data = data.encode("utf-8")
        if isinstance(zinfo_or_arcname, ZipInfo):
            zinfo = zinfo_or_arcname
        else:
            zinfo = ZipInfo(zinfo_or_arcname)._for_archive(self)
        if not self.fp:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists.")
        if compress_type is not None:
            zinfo.compress_type = compress_type
        if compresslevel is not None:
            zinfo.compress_level = compresslevel
        zinfo.file_size = len(data)
        with self._lock:
            with self.open(zinfo, mode="w") as target:
                target.write(data)

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """Add a folder."""
        if isinstance(zinfo_or_directory_name, ZipInfo):
            zinfo = zinfo_or_directory_name
            if not zinfo.is_dir():
                raise ValueError("The given ZipInfo does not describe a directory")
        elif isinstance(zinfo_or_directory_name, str):
            name = zinfo_or_directory_name
            if not name.endswith("/"):
                name += "/"
            zinfo = ZipInfo(name)
            zinfo.compress_size = 0
            zinfo.CRC = 0
            zinfo.external_attr = ((0o40000 | mode) & 0xFFFF) << 16 | 0x10
            zinfo.file_size = 0
        else:
            raise TypeError("Expected type str or ZipInfo")
        with self._lock:
            self._begin_member(zinfo)
            self.filelist.append(zinfo)
            self.NameToInfo[zinfo.filename] = zinfo
            self.fp.write(zinfo.FileHeader(False))
            self.start_dir = self.fp.tell()

    def __del__(self):
        self.close()

    def close(self):
        """Write the directory, if anything changed, and close the file if it was opened here."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is "
                             "an open writing handle on it. "
                             "Close the writing handle before closing the zip.")
        try:
            if self.mode in ("w", "x", "a") and self._didModify:
                with self._lock:
                    if self._seekable:
                        self.fp.seek(self.start_dir)
                    self._write_end_record()
        finally:
            fp, self.fp = self.fp, None
            self._fpclose(fp)

    def _write_end_record(self):
        for zinfo in self.filelist:
            self.fp.write(zinfo._central_header())
        end = self.fp.tell()
        count = len(self.filelist)
        size = end - self.start_dir
        offset = self.start_dir
        what = None
        if count > ZIP_FILECOUNT_LIMIT:
            what = "Files count"
        elif offset > ZIP64_LIMIT:
            what = "Central directory offset"
        elif size > ZIP64_LIMIT:
            what = "Central directory size"
        if what:
            if not self._allowZip64:
                raise LargeZipFile(what + " would require ZIP64 extensions")
            self.fp.write(struct.pack(structEndArchive64, stringEndArchive64, sizeEndCentDir64 - 12,
                                      45, 45, 0, 0, count, count, size, offset))
            self.fp.write(struct.pack(structEndArchive64Locator, stringEndArchive64Locator, 0, end, 1))
            count, size, offset = min(count, 0xFFFF), min(size, _FULL), min(offset, _FULL)
        self.fp.write(struct.pack(structEndArchive, stringEndArchive, 0, 0, count, count,
                                  size, offset, len(self._comment)))
        self.fp.write(self._comment)
        if self.mode == "a":
            # What was there may have been longer.
            self.fp.truncate()
        self.fp.flush()

    def _fpclose(self, fp):
        assert self._fileRefCnt > 0
        self._fileRefCnt -= 1
        if not self._fileRefCnt and not self._filePassed:
            fp.close()


def _warn(message, stacklevel):
    import warnings
    warnings.warn(message, stacklevel=stacklevel)


class PyZipFile(ZipFile):
    """An archive of Python modules, compiled."""

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, optimize=-1):
        ZipFile.__init__(self, file, mode=mode, compression=compression, allowZip64=allowZip64)
        self._optimize = optimize

    def writepy(self, pathname, basename="", filterfunc=None):
        """Add a module, a package with all below, or the modules of a folder.

        filterfunc, asked for each path, may refuse it."""
        pathname = os.fspath(pathname)
        if filterfunc and not filterfunc(pathname):
            if self.debug:
                kind = "path" if os.path.isdir(pathname) else "file"
                print("%s %r skipped by filterfunc" % (kind, pathname))
            return
        name = os.path.split(pathname)[1]
        if os.path.isdir(pathname):
            names = sorted(os.listdir(pathname))
            package = os.path.isfile(os.path.join(pathname, "__init__.py"))
            if package:
                basename = "%s/%s" % (basename, name) if basename else name
                if self.debug:
                    print("Adding package in", pathname, "as", basename)
                self._write_module(os.path.join(pathname, "__init__.py"), basename)
                names.remove("__init__.py")
            elif self.debug:
                print("Adding files from directory", pathname)
            for filename in names:
                path = os.path.join(pathname, filename)
                if package and os.path.isdir(path):
                    if os.path.isfile(os.path.join(path, "__init__.py")):
                        self.writepy(path, basename, filterfunc=filterfunc)
                elif os.path.splitext(filename)[1] == ".py":
                    if filterfunc and not filterfunc(path):
                        if self.debug:
                            print("file %r skipped by filterfunc" % path)
                        continue
                    self._write_module(path, basename)
        else:
            if pathname[-3:] != ".py":
                raise RuntimeError('Files added with writepy() must end with ".py"')
            self._write_module(pathname, basename)

    def _write_module(self, path, basename):
        filename, arcname = self._get_codename(path[:-3], basename)
        if self.debug:
            print("Adding", arcname)
        self.write(filename, arcname)

    def _get_codename(self, pathname, basename):
        # The file to be taken for a module, and its name in the archive: compiled, or the source
        # if that cannot be compiled.
        import sys
        from importlib.util import cache_from_source
        source, legacy = pathname + ".py", pathname + ".pyc"
        caches = [cache_from_source(source, optimization=level) for level in ("", 1, 2)]

        def fresh(path):
            return os.path.isfile(path) and os.stat(path).st_mtime >= os.stat(source).st_mtime

        if self._optimize == -1:
            filename = next((path for path in [legacy] + caches if fresh(path)), None)
            if filename is None:
                filename = caches[min(sys.flags.optimize, 2)] if self._compile(source) else source
        elif self._optimize in (0, 1, 2):
            filename = caches[self._optimize]
            if not fresh(filename) and not self._compile(source, self._optimize):
                filename = source
        else:
            raise ValueError("invalid value for 'optimize': {!r}".format(self._optimize))
        arcname = os.path.split(source if filename == source else legacy)[1]
        return filename, "%s/%s" % (basename, arcname) if basename else arcname

    def _compile(self, file, optimize=-1):
        import py_compile
        if self.debug:
            print("Compiling", file)
        try:
            py_compile.compile(file, doraise=True, optimize=optimize)
        except py_compile.PyCompileError as err:
            print(err.msg)
            return False
        return True


# Path brings modules of its own.
def __getattr__(name):
    if name in ("Path", "CompleteDirs"):
        from zipfile import _path
        return getattr(_path, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main(args=None):
    """List, test, extract or create an archive: python -m zipfile."""
    import argparse
    parser = argparse.ArgumentParser(description="A simple command-line interface for zipfile module.")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("-l", "--list", metavar="<zipfile>", help="Show listing of a zipfile")
    group.add_argument("-e", "--extract", nargs=2, metavar=("<zipfile>", "<output_dir>"),
                       help="Extract zipfile into target dir")
    group.add_argument("-c", "--create", nargs="+", metavar=("<name>", "<file>"),
                       help="Create zipfile from sources")
    group.add_argument("-t", "--test", metavar="<zipfile>", help="Test if a zipfile is valid")
    parser.add_argument("--metadata-encoding", metavar="<encoding>",
                        help="Specify encoding of member names for -l, -e and -t")
    args = parser.parse_args(args)
    encoding = args.metadata_encoding
    if args.test is not None:
        with ZipFile(args.test, "r", metadata_encoding=encoding) as zf:
            bad = zf.testzip()
        if bad:
            print("The following enclosed file is corrupted: {!r}".format(bad))
        print("Done testing")
    elif args.list is not None:
        with ZipFile(args.list, "r", metadata_encoding=encoding) as zf:
            zf.printdir()
    elif args.extract is not None:
        source, folder = args.extract
        with ZipFile(source, "r", metadata_encoding=encoding) as zf:
            zf.extractall(folder)
    elif args.create is not None:
        if encoding:
            parser.error("Non-conforming encodings not supported with -c.")
        name, *files = args.create
        with ZipFile(name, "w") as zf:
            for path in files:
                inside = os.path.basename(path) or os.path.basename(os.path.dirname(path))
                _add(zf, path, "" if inside in ("", os.curdir, os.pardir) else inside)


def _add(zf, path, inside):
    # A file, or a folder with all below; what is neither is left out.
    if os.path.isfile(path):
        zf.write(path, inside, ZIP_DEFLATED)
    elif os.path.isdir(path):
        if inside:
            zf.write(path, inside)
        for name in sorted(os.listdir(path)):
            _add(zf, os.path.join(path, name), os.path.join(inside, name))
