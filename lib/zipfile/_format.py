# zipfile._format: the records of a ZIP file, and what an archive knows of a member.  Limits are asked of the package, where a program
# may change them.

import os
import stat
import struct
import sys
import zlib

import zipfile

__all__ = ["BadZipFile", "LargeZipFile", "ZipInfo"]

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14

DEFAULT_VERSION, ZIP64_VERSION, BZIP2_VERSION, LZMA_VERSION = 20, 45, 46, 63
# The versions that methods want.
METHOD_VERSIONS = {ZIP_BZIP2: BZIP2_VERSION, ZIP_LZMA: LZMA_VERSION}

structEndArchive, stringEndArchive = "<4s4H2LH", b"PK\005\006"
sizeEndCentDir = struct.calcsize(structEndArchive)
structCentralDir, stringCentralDir = "<4s4B4HL2L5H2L", b"PK\001\002"
sizeCentralDir = struct.calcsize(structCentralDir)
structFileHeader, stringFileHeader = "<4s2B4HL2L2H", b"PK\003\004"
sizeFileHeader = struct.calcsize(structFileHeader)
structEndArchive64Locator, stringEndArchive64Locator = "<4sLQL", b"PK\x06\x07"
sizeEndCentDir64Locator = struct.calcsize(structEndArchive64Locator)
structEndArchive64, stringEndArchive64 = "<4sQ2H2L4Q", b"PK\x06\x06"
sizeEndCentDir64 = struct.calcsize(structEndArchive64)
DD_SIGNATURE = 0x08074B50

# Flags of a member.
MASK_ENCRYPTED, MASK_COMPRESS_OPTION_1, MASK_USE_DATA_DESCRIPTOR = 0x1, 0x2, 0x8
MASK_COMPRESSED_PATCH, MASK_STRONG_ENCRYPTION, MASK_UTF_FILENAME = 0x20, 0x40, 0x800

FULL = 0xFFFFFFFF

compressor_names = {0: "store", 1: "shrink", 2: "reduce", 3: "reduce", 4: "reduce", 5: "reduce", 6: "implode",
                    7: "tokenize", 8: "deflate", 9: "deflate64", 10: "implode", 12: "bzip2", 14: "lzma",
                    18: "terse", 19: "lz77", 97: "wavpack", 98: "ppmd"}


class BadZipFile(Exception):
    """A file is no ZIP file, or a bad one."""
    __module__ = "zipfile"


class LargeZipFile(Exception):
    """An archive would need the ZIP64 extensions, which are not allowed."""
    __module__ = "zipfile"


class _Extra(bytes):
    # A record of the extra data of a member, with its number; None for what is no whole record.

    __module__ = "zipfile"

    def __new__(cls, val, id=None):
        return super().__new__(cls, val)

    def __init__(self, val, id=None):
        self.id = id

    @classmethod
    def split(cls, data):
        """The records of data."""
        while data:
            number, length = None, 0
            if len(data) >= 4:
                number, length = struct.unpack_from("<HH", data)
            yield cls(data[:length + 4], number)
            data = data[length + 4:]

    @classmethod
    def strip(cls, data, xids):
        """The data without the records of some numbers."""
        records = list(cls.split(data))
        kept = [record for record in records if record.id not in xids]
        return data if len(kept) == len(records) else b"".join(kept)


def sanitize_filename(filename):
    """A member's name for a path: without what follows a null byte, with slashes."""
    filename = filename.partition("\0")[0]
    for sep in (os.sep, os.altsep):
        if sep and sep != "/":
            filename = filename.replace(sep, "/")
    return filename


def dos_time(date_time):
    """Date and time as a ZIP file has them."""
    year, month, day, hour, minute, second = date_time[:6]
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


class ZipInfo:
    """A member of an archive: its name, time, method, sizes and so on."""

    __module__ = "zipfile"
    __slots__ = ("orig_filename", "filename", "date_time", "compress_type", "compress_level",
                 "comment", "extra", "create_system", "create_version", "extract_version",
                 "reserved", "flag_bits", "volume", "internal_attr", "external_attr",
                 "header_offset", "CRC", "compress_size", "file_size", "_raw_time", "_end_offset")

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        self.filename = sanitize_filename(filename)
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError("ZIP does not support timestamps before 1980")
        self.compress_type = ZIP_STORED
        self.compress_level = None
        self.comment = b""
        self.extra = b""
        # Windows or Unix.
        self.create_system = 0 if sys.platform == "win32" else 3
        self.create_version = DEFAULT_VERSION
        self.extract_version = DEFAULT_VERSION
        self.reserved = 0
        self.flag_bits = 0
        self.volume = 0
        self.internal_attr = 0
        self.external_attr = 0
        self.compress_size = 0
        self.file_size = 0
        # Where the next member begins, or the directory.
        self._end_offset = None

    @property
    def _compresslevel(self):
        return self.compress_level

    @_compresslevel.setter
    def _compresslevel(self, value):
        self.compress_level = value

    def __repr__(self):
        parts = [f"<{self.__class__.__name__} filename={self.filename!r}"]
        if self.compress_type != ZIP_STORED:
            parts.append(f" compress_type={compressor_names.get(self.compress_type, self.compress_type)}")
        mode, attributes = self.external_attr >> 16, self.external_attr & 0xFFFF
        if mode:
            parts.append(f" filemode={stat.filemode(mode)!r}")
        if attributes:
            parts.append(f" external_attr={attributes:#x}")
        isdir = self.is_dir()
        if not isdir or self.file_size:
            parts.append(f" file_size={self.file_size!r}")
        if ((not isdir or self.compress_size)
                and (self.compress_type != ZIP_STORED or self.file_size != self.compress_size)):
            parts.append(f" compress_size={self.compress_size!r}")
        parts.append(">")
        return "".join(parts)

    def _raise_versions(self, zip64):
        wanted = max(ZIP64_VERSION if zip64 else 0, METHOD_VERSIONS.get(self.compress_type, 0))
        self.extract_version = max(wanted, self.extract_version)
        self.create_version = max(wanted, self.create_version)

    def FileHeader(self, zip64=None):
        """The header in front of the member's data."""
        date, time = dos_time(self.date_time)
        if self.flag_bits & MASK_USE_DATA_DESCRIPTOR:
            # They come after the data.
            crc = compress_size = file_size = 0
        else:
            crc, compress_size, file_size = self.CRC, self.compress_size, self.file_size
        extra = self.extra
        if zip64 is None:
            zip64 = file_size > zipfile.ZIP64_LIMIT or compress_size > zipfile.ZIP64_LIMIT
        if zip64:
            extra = extra + struct.pack("<HHQQ", 1, 16, file_size, compress_size)
            file_size = compress_size = FULL
        self._raise_versions(zip64)
        filename, flag_bits = self._encode_filename()
        header = struct.pack(structFileHeader, stringFileHeader, self.extract_version, self.reserved,
                             flag_bits, self.compress_type, time, date, crc, compress_size, file_size,
                             len(filename), len(extra))
        return header + filename + extra

    def _central_header(self):
        """The member's entry in the directory at the archive's end."""
        date, time = dos_time(self.date_time)
        limit = zipfile.ZIP64_LIMIT
        file_size, compress_size, header_offset = self.file_size, self.compress_size, self.header_offset
        large = []
        if file_size > limit or compress_size > limit:
            large += [file_size, compress_size]
            file_size = compress_size = FULL
        if header_offset > limit:
            large.append(header_offset)
            header_offset = FULL
        extra = self.extra
        if large:
            extra = (struct.pack("<HH" + "Q" * len(large), 1, 8 * len(large), *large)
                     + _Extra.strip(extra, (1,)))
        self._raise_versions(large)
        filename, flag_bits = self._encode_filename()
        header = struct.pack(structCentralDir, stringCentralDir, self.create_version, self.create_system,
                             self.extract_version, self.reserved, flag_bits, self.compress_type,
                             time, date, self.CRC, compress_size, file_size, len(filename), len(extra),
                             len(self.comment), 0, self.internal_attr, self.external_attr, header_offset)
        return header + filename + extra + self.comment

    def _encode_filename(self):
        try:
            return self.filename.encode("ascii"), self.flag_bits & ~MASK_UTF_FILENAME
        except UnicodeEncodeError:
            return self.filename.encode("utf-8"), self.flag_bits | MASK_UTF_FILENAME

    def _decode_extra(self, filename_crc):
        # Sizes and names that do not fit, or cannot be told, elsewhere.
        extra = self.extra
        while len(extra) >= 4:
            number, length = struct.unpack_from("<HH", extra)
            if length > len(extra) - 4:
                raise BadZipFile("Corrupt extra field %04x (size=%d)" % (number, length))
            data = extra[4:length + 4]
            if number == 1:
                self._decode_zip64(data)
            elif number == 0x7075:
                self._decode_path(data, filename_crc)
            extra = extra[length + 4:]

    def _decode_zip64(self, data):
        field = "File size"
        try:
            if self.file_size in (0xFFFFFFFFFFFFFFFF, FULL):
                self.file_size, = struct.unpack("<Q", data[:8])
                data = data[8:]
            if self.compress_size == FULL:
                field = "Compress size"
                self.compress_size, = struct.unpack("<Q", data[:8])
                data = data[8:]
            if self.header_offset == FULL:
                field = "Header offset"
                self.header_offset, = struct.unpack("<Q", data[:8])
        except struct.error:
            raise BadZipFile(f"Corrupt zip64 extra field. {field} not found.") from None

    def _decode_path(self, data, filename_crc):
        try:
            version, crc = struct.unpack("<BL", data[:5])
            if version == 1 and crc == filename_crc:
                name = data[5:].decode("utf-8")
                if name:
                    self.filename = sanitize_filename(name)
                else:
                    import warnings
                    warnings.warn("Empty unicode path extra field (0x7075)", stacklevel=2)
        except struct.error as e:
            raise BadZipFile("Corrupt unicode path extra field (0x7075)") from e
        except UnicodeDecodeError as e:
            raise BadZipFile("Corrupt unicode path extra field (0x7075): invalid utf-8 bytes") from e

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """The member that a file or folder would be, by default under its own name.

        Without strict_timestamps, times that cannot be told are moved to the nearest that can."""
        import time
        if isinstance(filename, os.PathLike):
            filename = os.fspath(filename)
        st = os.stat(filename)
        isdir = stat.S_ISDIR(st.st_mode)
        date_time = time.localtime(st.st_mtime)[:6]
        if not strict_timestamps:
            date_time = min(max(date_time, (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 59))
        if arcname is None:
            arcname = filename
        arcname = os.path.normpath(os.path.splitdrive(arcname)[1]).lstrip(os.sep + (os.altsep or ""))
        if isdir:
            arcname += "/"
        zinfo = cls(arcname, date_time)
        zinfo.external_attr = (st.st_mode & 0xFFFF) << 16
        if isdir:
            zinfo.file_size = 0
            zinfo.external_attr |= 0x10
        else:
            zinfo.file_size = st.st_size
        return zinfo

    def _for_archive(self, archive):
        """Take the time, the method and the mode that an archive has for new members."""
        import time
        now = time.time()
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is not None:
            self.date_time = time.gmtime(int(epoch))[:6]
        else:
            self.date_time = time.localtime(now)[:6]
        self.compress_type = archive.compression
        self.compress_level = archive.compresslevel
        if self.filename.endswith("/"):
            self.external_attr = 0o40775 << 16 | 0x10
        else:
            self.external_attr = 0o600 << 16
        return self

    def is_dir(self):
        """Whether the member is a folder."""
        if self.filename.endswith("/"):
            return True
        return bool(os.path.altsep) and self.filename.endswith((os.path.sep, os.path.altsep))


# ---------------------------------------------------------------- the directory

class EndRecord:
    """What the end of an archive says: where the directory is, its size, and the comment."""

    def __init__(self, fields, comment, location):
        self.count, self.size, self.offset = fields
        self.comment = comment
        self.location = location
        self.zip64 = False

    @property
    def prepended(self):
        """How much is in front of the archive in the file."""
        before = self.location - self.size - self.offset
        return before - sizeEndCentDir64 - sizeEndCentDir64Locator if self.zip64 else before


def find_end(fp):
    """The EndRecord of a file, or None if it is no ZIP file."""
    fp.seek(0, 2)
    filesize = fp.tell()
    try:
        fp.seek(-sizeEndCentDir, 2)
    except OSError:
        return None
    data = fp.read(sizeEndCentDir)
    start = filesize - sizeEndCentDir
    if not (len(data) == sizeEndCentDir and data[:4] == stringEndArchive and data[-2:] == b"\0\0"):
        # There is a comment: the last thing that looks like the record.
        base = max(filesize - zipfile.ZIP_MAX_COMMENT - sizeEndCentDir, 0)
        fp.seek(base, 0)
        data = fp.read(zipfile.ZIP_MAX_COMMENT + sizeEndCentDir)
        found = data.rfind(stringEndArchive)
        if found < 0 or len(data) - found < sizeEndCentDir:
            return None
        data = data[found:]
        start = base + found
    record = struct.unpack(structEndArchive, data[:sizeEndCentDir])
    comment = data[sizeEndCentDir:sizeEndCentDir + record[7]]
    end = EndRecord(record[4:7], comment, start)
    return _with_zip64(fp, start - filesize, end)


def _with_zip64(fp, offset, end):
    try:
        fp.seek(offset - sizeEndCentDir64Locator, 2)
    except OSError:
        # Too short a file.
        return end
    data = fp.read(sizeEndCentDir64Locator)
    if len(data) != sizeEndCentDir64Locator:
        return end
    signature, disk, _, disks = struct.unpack(structEndArchive64Locator, data)
    if signature != stringEndArchive64Locator:
        return end
    if disk != 0 or disks > 1:
        raise BadZipFile("zipfiles that span multiple disks are not supported")
    fp.seek(offset - sizeEndCentDir64Locator - sizeEndCentDir64, 2)
    data = fp.read(sizeEndCentDir64)
    if len(data) != sizeEndCentDir64:
        return end
    record = struct.unpack(structEndArchive64, data)
    if record[0] == stringEndArchive64:
        end.count, end.size, end.offset = record[7:]
        end.zip64 = True
    return end


def read_directory(data, prepended, metadata_encoding):
    """The members that a directory tells of."""
    import io
    fp = io.BytesIO(data)
    total = 0
    while total < len(data):
        header = fp.read(sizeCentralDir)
        if len(header) != sizeCentralDir:
            raise BadZipFile("Truncated central directory")
        fields = struct.unpack(structCentralDir, header)
        if fields[0] != stringCentralDir:
            raise BadZipFile("Bad magic number for central directory")
        name = fp.read(fields[12])
        encoding = "utf-8" if fields[5] & MASK_UTF_FILENAME else metadata_encoding or "cp437"
        member = ZipInfo(name.decode(encoding))
        member.extra = fp.read(fields[13])
        member.comment = fp.read(fields[14])
        member.header_offset = fields[18]
        (member.create_version, member.create_system, member.extract_version, member.reserved,
         member.flag_bits, member.compress_type, time, date,
         member.CRC, member.compress_size, member.file_size) = fields[1:12]
        if member.extract_version > LZMA_VERSION:
            raise NotImplementedError("zip file version %.1f" % (member.extract_version / 10))
        member.volume, member.internal_attr, member.external_attr = fields[15:18]
        member._raw_time = time
        member.date_time = ((date >> 9) + 1980, date >> 5 & 0xF, date & 0x1F,
                            time >> 11, time >> 5 & 0x3F, (time & 0x1F) * 2)
        member._decode_extra(zlib.crc32(name))
        member.header_offset += prepended
        total += sizeCentralDir + fields[12] + fields[13] + fields[14]
        yield member
