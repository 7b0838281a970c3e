"""gzip: compressing and decompressing, and files of it (RFC 1952)"""

import builtins
import errno
import io
import os
import struct
import zlib

import _compression

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

# The flags of a header.
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16

READ = "rb"
WRITE = "wb"

_COMPRESS_LEVEL_FAST = 1
_COMPRESS_LEVEL_TRADEOFF = 6
_COMPRESS_LEVEL_BEST = 9

READ_BUFFER_SIZE = 128 * 1024
_WRITE_BUFFER_SIZE = 4 * io.DEFAULT_BUFFER_SIZE


class BadGzipFile(OSError):
    """A file is not what gzip writes."""


def open(filename, mode="rb", compresslevel=_COMPRESS_LEVEL_BEST,
         encoding=None, errors=None, newline=None):
    """A file compressed by gzip, as a binary file, or as text for a mode with a t.

    filename is a path or a file; mode is one of r, w, x, a with b or t; encoding, errors and
    newline are for text only."""
    binary = _compression.binary_or_text(mode, encoding, errors, newline)
    if isinstance(filename, (str, bytes, os.PathLike)):
        file = GzipFile(filename, binary, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        file = GzipFile(None, binary, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    return _compression.as_text(file, mode, encoding, errors, newline)


def write32u(output, value):
    """Write an unsigned integer of 32 bits to a binary file."""
    output.write(struct.pack("<L", value))


class _WriteBufferStream(io.RawIOBase):
    # The end of the buffer for what is written: it compresses into the file.  It knows nothing of
    # the GzipFile, so that the two are no cycle.

    def __init__(self, fileobj, compressor):
        self.fileobj = fileobj
        self.compressor = compressor
        self.crc = zlib.crc32(b"")
        self.size = 0

    def write(self, data):
        if not isinstance(data, (bytes, bytearray)):
            data = memoryview(data)
            length = data.nbytes
        else:
            length = len(data)
        if length > 0:
            self.fileobj.write(self.compressor.compress(data))
            self.size += length
            self.crc = zlib.crc32(data, self.crc)
        return length

    def seekable(self):
        return False

    def writable(self):
        return True


class GzipFile(_compression.BaseStream):
    """A file of data compressed by gzip, as a binary file of the data.

    It is open for reading or for writing, never for both."""

    # The file, if it was opened here.
    myfileobj = None
    fileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST,
                 fileobj=None, mtime=None):
        """fileobj is the file below; without it, filename is opened.

        filename also goes into the header, as does mtime, the time in seconds, by default the
        current one.  mode is r, w, x or a, with or without a b; by default it is fileobj's."""
        given = mode
        if mode and ("t" in mode or "U" in mode):
            raise ValueError("Invalid mode: {!r}".format(mode))
        if mode and "b" not in mode:
            mode += "b"
        try:
            if fileobj is None:
                fileobj = self.myfileobj = builtins.open(filename, mode or "rb")
            if filename is None:
                filename = getattr(fileobj, "name", "")
                if not isinstance(filename, (str, bytes)):
                    filename = ""
            else:
                filename = os.fspath(filename)
            if mode is None:
                mode = getattr(fileobj, "mode", "rb")
            self.name = filename
            if mode.startswith("r"):
                self.mode = READ
                self._buffer = io.BufferedReader(_GzipReader(fileobj))
                self.fileobj = fileobj
            elif mode.startswith(("w", "a", "x")):
                if given is None:
                    import warnings
                    warnings.warn("GzipFile was opened for writing, but this will "
                                  "change in future Python releases.  "
                                  "Specify the mode argument for opening it for writing.",
                                  FutureWarning, 2)
                self.mode = WRITE
                self._write_mtime = mtime
                self._raw = _WriteBufferStream(fileobj, zlib.compressobj(
                    compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0))
                self._buffer = io.BufferedWriter(self._raw, buffer_size=_WRITE_BUFFER_SIZE)
                self.fileobj = fileobj
                self._write_gzip_header(compresslevel)
            else:
                raise ValueError("Invalid mode: {!r}".format(mode))
        except:
            if self.myfileobj is not None:
                self.myfileobj.close()
            raise

    @property
    def mtime(self):
        """The time in the last header that was read, or None."""
        return self._buffer.raw._last_mtime if self.mode == READ else None

    @property
    def compress(self):
        """The compressor of a file that is written; any object with its methods will do."""
        return self._raw.compressor

    @compress.setter
    def compress(self, compressor):
        self._raw.compressor = compressor

    def __repr__(self):
        return f"<gzip {repr(self.fileobj)[1:-1]} {hex(id(self))}>"

    def _write_gzip_header(self, compresslevel):
        try:
            # Without its folder, in Latin-1 (RFC 1952), and what it will be called unpacked.
            name = os.path.basename(self.name)
            if not isinstance(name, bytes):
                name = name.encode("latin-1")
            name = name.removesuffix(b".gz")
        except UnicodeEncodeError:
            name = b""
        extra = b"\0"
        if compresslevel == _COMPRESS_LEVEL_BEST:
            extra = b"\2"
        elif compresslevel == _COMPRESS_LEVEL_FAST:
            extra = b"\4"
        mtime = self._write_mtime
        if mtime is None:
            mtime = _now()
        self.fileobj.write(b"\x1f\x8b\x08" + (b"\x08" if name else b"\0")
                           + struct.pack("<L", int(mtime)) + extra + b"\xff"
                           + (name + b"\0" if name else b""))

    def _need(self, mode, what):
        # Reading and writing have files of their own.
        self._check_not_closed()
        if self.mode != mode:
            kind = "write" if mode == READ else "read"
            raise OSError(errno.EBADF, f"{what}() on {kind}-only GzipFile object")

    def write(self, data):
        """Compress data and write it, maybe later; returns its length."""
        self._need(WRITE, "write")
        return self._buffer.write(data)

    def read(self, size=-1):
        """Up to size bytes of data, all of it if size is negative or None."""
        self._need(READ, "read")
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Up to size bytes of data, with few reads of the file below."""
        self._need(READ, "read1")
        if size < 0:
            size = io.DEFAULT_BUFFER_SIZE
        return self._buffer.read1(size)

    def readinto(self, b):
        """Fill b with data; returns how much there was."""
        self._need(READ, "readinto")
        return self._buffer.readinto(b)

    def peek(self, n):
        """Some data, at least a byte but at the end, without a step forward."""
        self._need(READ, "peek")
        return self._buffer.peek(n)

    def readline(self, size=-1):
        """A line of data, or its first size bytes."""
        self._check_not_closed()
        return self._buffer.readline(size)

    @property
    def closed(self):
        """Whether the file is closed."""
        return self.fileobj is None

    def close(self):
        """Write what is left, and close the file if it was opened here."""
        fileobj = self.fileobj
        if fileobj is None:
            return
        try:
            if self.mode == WRITE:
                if self._buffer.closed:
                    return
                self._buffer.flush()
                fileobj.write(self._raw.compressor.flush())
                write32u(fileobj, self._raw.crc)
                write32u(fileobj, self._raw.size & 0xFFFFFFFF)
            else:
                self._buffer.close()
        finally:
            self.fileobj = None
            if self.mode == WRITE:
                # It has nothing left to write, and no file to write it to.
                self._raw.fileobj = None
            mine, self.myfileobj = self.myfileobj, None
            if mine:
                mine.close()

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        """Write what is in buffers, as far as compression allows."""
        self._check_not_closed()
        if self.mode == WRITE:
            self._buffer.flush()
            self.fileobj.write(self._raw.compressor.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        """The descriptor of the file below."""
        return self.fileobj.fileno()

    def rewind(self):
        """Go back to the start of a file that is read."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def readable(self):
        """Whether the file is open for reading."""
        return self.mode == READ

    def writable(self):
        """Whether the file is open for writing."""
        return self.mode == WRITE

    def seekable(self):
        """Always true: what is written is sought in by zeros."""
        return True

    def tell(self):
        """The place in the data."""
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.tell()
        self._buffer.flush()
        return self._raw.size

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place in the data: forwards only where it is written, with zeros."""
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.seek(offset, whence)
        size = self._raw.size
        if whence == io.SEEK_CUR:
            offset += size
        elif whence != io.SEEK_SET:
            raise ValueError("Seek from end not supported")
        if offset < size:
            raise OSError("Negative seek in write mode")
        self._buffer.flush()
        left = offset - self._raw.size
        if left > 0:
            zeros = bytes(min(left, _WRITE_BUFFER_SIZE))
            while left > 0:
                left -= self.write(zeros[:left])
            self._buffer.flush()
        return self._raw.size


def _now():
    import time
    return time.time()


# ---------------------------------------------------------------- reading

class _PaddedFile:
    # A file with something in front of it that was read already.

    def __init__(self, f, prepend=b""):
        self.file = f
        self._ahead = prepend

    def read(self, size):
        ahead = self._ahead
        if not ahead:
            return self.file.read(size)
        data, self._ahead = ahead[:size], ahead[size:]
        if len(data) < size:
            data += self.file.read(size - len(data))
        return data

    def prepend(self, prepend=b""):
        self._ahead = prepend + self._ahead

    def seek(self, off):
        self._ahead = b""
        return self.file.seek(off)

    def seekable(self):
        # Files without the method were always read as if they could.
        return True


_ENDED = "Compressed file ended before the end-of-stream marker was reached"


def _read_exact(fp, n):
    """The next n bytes of a file; fewer are an EOFError."""
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError(_ENDED)
        data += more
    return data


def _read_gzip_header(fp):
    """The time in the header that a file is at, or None at the file's end."""
    magic = fp.read(2)
    if magic == b"":
        return None
    if magic != b"\x1f\x8b":
        raise BadGzipFile("Not a gzipped file (%r)" % magic)
    method, flag, mtime = struct.unpack("<BBIxx", _read_exact(fp, 8))
    if method != 8:
        raise BadGzipFile("Unknown compression method")
    if flag & FEXTRA:
        length, = struct.unpack("<H", _read_exact(fp, 2))
        _read_exact(fp, length)
    for text in (FNAME, FCOMMENT):
        if flag & text:
            while True:
                char = fp.read(1)
                if not char or char == b"\0":
                    break
    if flag & FHCRC:
        _read_exact(fp, 2)
    return mtime


class _GzipReader(_compression.DecompressReader):
    # The data of the members of a file.

    def __init__(self, fp):
        super().__init__(_PaddedFile(fp), zlib._ZlibDecompressor, wbits=-zlib.MAX_WBITS)
        self._new_member = True
        self._last_mtime = None

    def _begin_member(self):
        mtime = _read_gzip_header(self._fp)
        if mtime is None:
            return False
        self._last_mtime = mtime
        self._crc = zlib.crc32(b"")
        self._stream_size = 0
        self._new_member = False
        return True

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size:
            return b""
        while True:
            decompressor = self._decompressor
            if decompressor.eof:
                # What follows a member is its trailer, and maybe another.
                if decompressor.unused_data:
                    self._fp.prepend(decompressor.unused_data)
                self._end_member()
                self._new_member = True
                decompressor = self._decompressor = self._decomp_factory(**self._decomp_args)
            if self._new_member and not self._begin_member():
                self._size = self._pos
                return b""
            more = b""
            if decompressor.needs_input:
                more = self._fp.read(READ_BUFFER_SIZE)
            data = decompressor.decompress(more, size)
            if data:
                break
            if not decompressor.eof and not more:
                raise EOFError(_ENDED)
        self._crc = zlib.crc32(data, self._crc)
        self._stream_size += len(data)
        self._pos += len(data)
        return data

    def _end_member(self):
        crc, size = struct.unpack("<II", _read_exact(self._fp, 8))
        if crc != self._crc:
            raise BadGzipFile(f"CRC check failed {hex(crc)} != {hex(self._crc)}")
        if size != self._stream_size & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        # Zeros may fill a block of a tape.
        char = b"\0"
        while char == b"\0":
            char = self._fp.read(1)
        if char:
            self._fp.prepend(char)

    def _rewind(self):
        super()._rewind()
        self._new_member = True


# ---------------------------------------------------------------- at once

def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=0):
    """Data compressed, with the level (0 to 9) and the time in its header; None is now."""
    if mtime is None:
        mtime = _now()
    extra = b"\2" if compresslevel == 9 else b"\4" if 0 <= compresslevel < 2 else b"\0"
    header = b"\x1f\x8b\x08\0" + struct.pack("<L", int(mtime)) + extra + b"\xff"
    body = zlib.compress(data, level=compresslevel, wbits=-15)
    with memoryview(data) as view:
        size = view.nbytes
    return b"".join([header, body, struct.pack("<LL", zlib.crc32(data), size & 0xFFFFFFFF)])


def decompress(data):
    """The data of one or more compressed members."""
    parts = []
    while True:
        fp = io.BytesIO(data)
        if _read_gzip_header(fp) is None:
            return b"".join(parts)
        decompressor = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        part = decompressor.decompress(memoryview(data)[fp.tell():])
        rest = decompressor.unused_data
        if not decompressor.eof or len(rest) < 8:
            raise EOFError(_ENDED)
        crc, size = struct.unpack("<II", rest[:8])
        if crc != zlib.crc32(part):
            raise BadGzipFile("CRC check failed")
        if size != len(part) & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        parts.append(part)
        data = rest[8:].lstrip(b"\0")


# ---------------------------------------------------------------- python -m gzip

def main():
    """Compress or decompress files, or standard input, as gzip does; nothing is deleted."""
    import sys
    from argparse import ArgumentParser
    parser = ArgumentParser(description="A simple command line interface for the gzip module: "
                                        "act like gzip, but do not delete the input file.")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--fast", action="store_true", help="compress faster")
    group.add_argument("--best", action="store_true", help="compress better")
    group.add_argument("-d", "--decompress", action="store_true",
                       help="act like gunzip instead of gzip")
    parser.add_argument("args", nargs="*", default=["-"], metavar="file")
    options = parser.parse_args()
    level = _COMPRESS_LEVEL_TRADEOFF
    if options.fast:
        level = _COMPRESS_LEVEL_FAST
    elif options.best:
        level = _COMPRESS_LEVEL_BEST
    for name in options.args:
        if options.decompress:
            if name == "-":
                source = GzipFile(filename="", mode="rb", fileobj=sys.stdin.buffer)
                target = sys.stdout.buffer
            else:
                if not name.endswith(".gz"):
                    sys.exit(f"filename doesn't end in .gz: {name!r}")
                source = open(name, "rb")
                target = builtins.open(name[:-3], "wb")
        elif name == "-":
            source = sys.stdin.buffer
            target = GzipFile(filename="", mode="wb", fileobj=sys.stdout.buffer, compresslevel=level)
        else:
            source = builtins.open(name, "rb")
            target = open(name + ".gz", "wb", compresslevel=level)
        while chunk := source.read(READ_BUFFER_SIZE):
            target.write(chunk)
        if target is not sys.stdout.buffer:
            target.close()
        if source is not sys.stdin.buffer:
            source.close()


if __name__ == "__main__":
    main()
