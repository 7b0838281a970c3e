# zipfile._streams: the data of members as files, the methods of compression, and decryption.

import io
import struct
import zlib

import zipfile
from zipfile._format import (BadZipFile, DD_SIGNATURE, MASK_USE_DATA_DESCRIPTOR, ZIP_BZIP2, ZIP_DEFLATED,
                             ZIP_LZMA, ZIP_STORED, compressor_names)

crc32 = zlib.crc32


class LZMACompressor:
    """LZMA as ZIP files have it: raw, after a version and the properties."""

    __module__ = "zipfile"

    def __init__(self):
        self._comp = None

    def _start(self):
        lzma = zipfile.lzma
        props = lzma._encode_filter_properties({"id": lzma.FILTER_LZMA1})
        self._comp = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[
            lzma._decode_filter_properties(lzma.FILTER_LZMA1, props)])
        return struct.pack("<BBH", 9, 4, len(props)) + props

    def compress(self, data):
        if self._comp is None:
            return self._start() + self._comp.compress(data)
        return self._comp.compress(data)

    def flush(self):
        if self._comp is None:
            return self._start() + self._comp.flush()
        return self._comp.flush()


class LZMADecompressor:
    """The other direction."""

    __module__ = "zipfile"

    def __init__(self):
        self._decomp = None
        self._unconsumed = b""
        self.eof = False

    def decompress(self, data):
        if self._decomp is None:
            self._unconsumed += data
            if len(self._unconsumed) <= 4:
                return b""
            size, = struct.unpack("<H", self._unconsumed[2:4])
            if len(self._unconsumed) <= 4 + size:
                return b""
            lzma = zipfile.lzma
            self._decomp = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[
                lzma._decode_filter_properties(lzma.FILTER_LZMA1, self._unconsumed[4:4 + size])])
            data = self._unconsumed[4 + size:]
            del self._unconsumed
        result = self._decomp.decompress(data)
        self.eof = self._decomp.eof
        return result


def check_compression(compression):
    """An error for a method that cannot be used."""
    if compression == ZIP_STORED:
        return
    module = {ZIP_DEFLATED: "zlib", ZIP_BZIP2: "bz2", ZIP_LZMA: "lzma"}.get(compression)
    if module is None:
        raise NotImplementedError("That compression method is not supported")
    if not getattr(zipfile, module):
        raise RuntimeError(f"Compression requires the (missing) {module} module")


def get_compressor(compress_type, compresslevel=None):
    if compress_type == ZIP_DEFLATED:
        level = zlib.Z_DEFAULT_COMPRESSION if compresslevel is None else compresslevel
        return zlib.compressobj(level, zlib.DEFLATED, -15)
    if compress_type == ZIP_BZIP2:
        return zipfile.bz2.BZ2Compressor(9 if compresslevel is None else compresslevel)
    if compress_type == ZIP_LZMA:
        return LZMACompressor()
    return None


def get_decompressor(compress_type):
    check_compression(compress_type)
    if compress_type == ZIP_STORED:
        return None
    if compress_type == ZIP_DEFLATED:
        return zlib.decompressobj(-15)
    if compress_type == ZIP_BZIP2:
        return zipfile.bz2.BZ2Decompressor()
    if compress_type == ZIP_LZMA:
        return LZMADecompressor()
    raise NotImplementedError("compression type %d (%s)"
                              % (compress_type, compressor_names.get(compress_type, "unknown")))


_crc_table = None


def decrypter(password):
    """A function that decrypts one piece of a member after the other, by PKZIP's old cipher."""
    global _crc_table
    if _crc_table is None:
        table = []
        for code in range(256):
            for _ in range(8):
                code = code >> 1 ^ 0xEDB88320 if code & 1 else code >> 1
            table.append(code)
        _crc_table = table
    table = _crc_table
    key0, key1, key2 = 0x12345678, 0x23456789, 0x34567890

    def update(c):
        nonlocal key0, key1, key2
        key0 = key0 >> 8 ^ table[(key0 ^ c) & 0xFF]
        key1 = (key1 + (key0 & 0xFF)) * 134775813 + 1 & 0xFFFFFFFF
        key2 = key2 >> 8 ^ table[(key2 ^ key1 >> 24) & 0xFF]

    for c in password:
        update(c)

    def decrypt(data):
        result = bytearray()
        for c in data:
            k = key2 | 2
            c ^= k * (k ^ 1) >> 8 & 0xFF
            update(c)
            result.append(c)
        return bytes(result)

    return decrypt


class _SharedFile:
    # A reader's own place in the file that all members share.

    def __init__(self, file, pos, close, lock, writing):
        self._file = file
        self._pos = pos
        self._close = close
        self._lock = lock
        self._writing = writing
        self.seekable = file.seekable

    def tell(self):
        return self._pos

    def seek(self, offset, whence=0):
        with self._lock:
            if self._writing():
                raise ValueError("Can't reposition in the ZIP file while "
                                 "there is an open writing handle on it. "
                                 "Close the writing handle before trying to read.")
            if whence == 1:
                self._file.seek(self._pos + offset)
            else:
                self._file.seek(offset, whence)
            self._pos = self._file.tell()
            return self._pos

    def read(self, n=-1):
        with self._lock:
            if self._writing():
                raise ValueError("Can't read from the ZIP file while there "
                                 "is an open writing handle on it. "
                                 "Close the writing handle before trying to read.")
            self._file.seek(self._pos)
            data = self._file.read(n)
            self._pos = self._file.tell()
            return data

    def close(self):
        if self._file is not None:
            file, self._file = self._file, None
            self._close(file)


class _Tellable:
    # A file that cannot seek, which is written to: it counts.

    def __init__(self, fp):
        self.fp = fp
        self.offset = 0

    def write(self, data):
        n = self.fp.write(data)
        self.offset += n
        return n

    def tell(self):
        return self.offset

    def flush(self):
        self.fp.flush()

    def close(self):
        self.fp.close()


class ZipExtFile(io.BufferedIOBase):
    """The data of a member, as a binary file; ZipFile.open() makes it."""

    __module__ = "zipfile"

    # How much is read at most, and at least, from the archive; how much a seek reads at a time.
    MAX_N = 1 << 30
    MIN_READ_SIZE = 4096
    MAX_SEEK_READ = 1 << 24

    def __init__(self, fileobj, mode, zipinfo, pwd=None, close_fileobj=False):
        # First what every line needs: attributes made first are found fastest.
        self._readbuffer = b""
        self._offset = 0
        self._fileobj = fileobj
        self._pwd = pwd
        self._close_fileobj = close_fileobj
        self._zinfo = zipinfo
        self._compress_type = zipinfo.compress_type
        self.newlines = None
        self.mode = mode
        self.name = zipinfo.filename
        self._expected_crc = getattr(zipinfo, "CRC", None)
        self._decrypter = None
        self._seekable = False
        try:
            if fileobj.seekable():
                self._start = fileobj.tell()
                self._seekable = True
        except AttributeError:
            pass
        self._restart()

    def _restart(self):
        zinfo = self._zinfo
        self._compress_left = zinfo.compress_size
        self._left = zinfo.file_size
        self._decompressor = get_decompressor(self._compress_type)
        self._running_crc = crc32(b"")
        self._eof = False
        # What was read and not yet asked for, and how far.
        self._readbuffer = b""
        self._offset = 0
        if self._pwd:
            self._decrypter = decrypter(self._pwd)
            self._check_password()

    def _check_password(self):
        # A cipher text starts with twelve bytes; the last of them is known.
        zinfo = self._zinfo
        if zinfo.flag_bits & MASK_USE_DATA_DESCRIPTOR:
            check = zinfo._raw_time >> 8 & 0xFF
        else:
            check = zinfo.CRC >> 24 & 0xFF
        header = self._fileobj.read(12)
        self._compress_left -= 12
        if self._decrypter(header)[11] != check:
            raise RuntimeError("Bad password for file %r" % zinfo.orig_filename)

    def __repr__(self):
        parts = [f"<{self.__class__.__module__}.{self.__class__.__qualname__}"]
        if self.closed:
            parts.append(" [closed]")
        else:
            parts.append(f" name={self.name!r}")
            if self._compress_type != ZIP_STORED:
                parts.append(f" compress_type={compressor_names.get(self._compress_type, self._compress_type)}")
        parts.append(">")
        return "".join(parts)

    def readline(self, limit=-1):
        """A line, or its first limit bytes."""
        if limit < 0:
            # As a rule it is in the buffer.
            end = self._readbuffer.find(b"\n", self._offset) + 1
            if end > 0:
                line = self._readbuffer[self._offset:end]
                self._offset = end
                return line
        return io.BufferedIOBase.readline(self, limit)

    def peek(self, n=1):
        """Some data without a step forward, n bytes at least but at the end."""
        if n > len(self._readbuffer) - self._offset:
            chunk = self.read(n)
            if len(chunk) > self._offset:
                self._readbuffer = chunk + self._readbuffer[self._offset:]
                self._offset = 0
            else:
                self._offset -= len(chunk)
        # More may be there than anybody wants.
        return self._readbuffer[self._offset:self._offset + 512]

    def readable(self):
        """True."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return True

    def read(self, n=-1):
        """Up to n bytes, or all."""
        if self.closed:
            raise ValueError("read from closed file.")
        buffered = self._readbuffer[self._offset:]
        if n is None or n < 0:
            self._readbuffer, self._offset = b"", 0
            parts = [buffered]
            while not self._eof:
                parts.append(self._next(self.MAX_N))
            return b"".join(parts)
        if n < len(buffered):
            self._offset += n
            return buffered[:n]
        self._readbuffer, self._offset = b"", 0
        n -= len(buffered)
        parts = [buffered]
        while n > 0 and not self._eof:
            data = self._next(n)
            if n < len(data):
                self._readbuffer, self._offset = data, n
                parts.append(data[:n])
                break
            parts.append(data)
            n -= len(data)
        return b"".join(parts)

    def read1(self, n):
        """Up to n bytes, with one read of the archive."""
        buffered = self._readbuffer[self._offset:]
        if n is not None and 0 <= n < len(buffered):
            self._offset += n
            return buffered[:n]
        self._readbuffer, self._offset = b"", 0
        whole = n is None or n < 0
        n = self.MAX_N if whole else n - len(buffered)
        # An empty piece is not yet the end.
        while n > 0 and not self._eof:
            data = self._next(n)
            if n < len(data):
                self._readbuffer, self._offset = data, n
                return buffered + data[:n]
            if data:
                return buffered + data
        return buffered

    def _next(self, n):
        # The next piece of data; about n bytes of the archive make it.
        if self._eof or n <= 0:
            return b""
        decompressor = self._decompressor
        if self._compress_type == ZIP_DEFLATED:
            data = decompressor.unconsumed_tail
            if n > len(data):
                data += self._next_raw(n - len(data))
            n = max(n, self.MIN_READ_SIZE)
            data = decompressor.decompress(data, n)
            self._eof = decompressor.eof or self._compress_left <= 0 and not decompressor.unconsumed_tail
            if self._eof:
                data += decompressor.flush()
        else:
            data = self._next_raw(n)
            if decompressor is None:
                self._eof = self._compress_left <= 0
            else:
                data = decompressor.decompress(data)
                self._eof = decompressor.eof or self._compress_left <= 0
        data = data[:self._left]
        self._left -= len(data)
        if self._left <= 0:
            self._eof = True
        if self._expected_crc is not None:
            self._running_crc = crc32(data, self._running_crc)
            if self._eof and self._running_crc != self._expected_crc:
                raise BadZipFile("Bad CRC-32 for file %r" % self.name)
        return data

    def _next_raw(self, n):
        if self._compress_left <= 0:
            return b""
        data = self._fileobj.read(min(max(n, self.MIN_READ_SIZE), self._compress_left))
        self._compress_left -= len(data)
        if not data:
            raise EOFError
        return self._decrypter(data) if self._decrypter is not None else data

    def close(self):
        try:
            if self._close_fileobj:
                self._fileobj.close()
        finally:
            super().close()

    def seekable(self):
        """Whether the archive can be sought in."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self._seekable

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place in the data; without compression at once, else by reading."""
        if self.closed:
            raise ValueError("seek on closed file.")
        if not self._seekable:
            raise io.UnsupportedOperation("underlying stream is not seekable")
        current = self.tell()
        if whence == io.SEEK_CUR:
            offset += current
        elif whence == io.SEEK_END:
            offset += self._zinfo.file_size
        elif whence != io.SEEK_SET:
            raise ValueError("whence must be os.SEEK_SET (0), "
                             "os.SEEK_CUR (1), or os.SEEK_END (2)")
        position = min(max(offset, 0), self._zinfo.file_size)
        step = position - current
        if 0 <= self._offset + step < len(self._readbuffer):
            self._offset += step
            return self.tell()
        if self._compress_type == ZIP_STORED and self._decrypter is None and step:
            # What is left out cannot be checked.
            self._expected_crc = None
            step -= len(self._readbuffer) - self._offset
            self._fileobj.seek(step, io.SEEK_CUR)
            self._left -= step
            self._compress_left -= step
            self._eof = self._left <= 0
            self._readbuffer, self._offset = b"", 0
            return self.tell()
        if step < 0:
            self._fileobj.seek(self._start)
            self._expected_crc = getattr(self._zinfo, "CRC", None)
            self._restart()
            step = position
        while step > 0:
            chunk = min(self.MAX_SEEK_READ, step)
            self.read(chunk)
            step -= chunk
        return self.tell()

    def tell(self):
        """The place in the data."""
        if self.closed:
            raise ValueError("tell on closed file.")
        if not self._seekable:
            raise io.UnsupportedOperation("underlying stream is not seekable")
        return self._zinfo.file_size - self._left - len(self._readbuffer) + self._offset


class _ZipWriteFile(io.BufferedIOBase):
    # What is written becomes a member when it is closed.

    __module__ = "zipfile"

    def __init__(self, zf, zinfo, zip64):
        self._zinfo = zinfo
        self._zip64 = zip64
        self._zipfile = zf
        self._compressor = get_compressor(zinfo.compress_type, zinfo.compress_level)
        self._file_size = 0
        self._compress_size = 0
        self._crc = 0

    @property
    def _fileobj(self):
        return self._zipfile.fp

    @property
    def name(self):
        return self._zinfo.filename

    @property
    def mode(self):
        return "wb"

    def writable(self):
        return True

    def write(self, data):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if isinstance(data, (bytes, bytearray)):
            length = len(data)
        else:
            data = memoryview(data)
            length = data.nbytes
        self._file_size += length
        self._crc = crc32(data, self._crc)
        if self._compressor:
            data = self._compressor.compress(data)
            self._compress_size += len(data)
        self._fileobj.write(data)
        return length

    def close(self):
        if self.closed:
            return
        archive, zinfo = self._zipfile, self._zinfo
        try:
            super().close()
            fp = self._fileobj
            if self._compressor:
                data = self._compressor.flush()
                self._compress_size += len(data)
                fp.write(data)
                zinfo.compress_size = self._compress_size
            else:
                zinfo.compress_size = self._file_size
            zinfo.CRC = self._crc
            zinfo.file_size = self._file_size
            if not self._zip64:
                if self._file_size > zipfile.ZIP64_LIMIT:
                    raise RuntimeError("File size too large, try using force_zip64")
                if self._compress_size > zipfile.ZIP64_LIMIT:
                    raise RuntimeError("Compressed size too large, try using force_zip64")
            if zinfo.flag_bits & MASK_USE_DATA_DESCRIPTOR:
                fp.write(struct.pack("<LLQQ" if self._zip64 else "<LLLL", DD_SIGNATURE,
                                     zinfo.CRC, zinfo.compress_size, zinfo.file_size))
                archive.start_dir = fp.tell()
            else:
                archive.start_dir = fp.tell()
                fp.seek(zinfo.header_offset)
                fp.write(zinfo.FileHeader(self._zip64))
                fp.seek(archive.start_dir)
            archive.filelist.append(zinfo)
            archive.NameToInfo[zinfo.filename] = zinfo
        finally:
            archive._writing = False
