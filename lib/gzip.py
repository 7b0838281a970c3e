"""gzip: compressing and decompressing, and files of it (RFC 1952)"""

import builtins
import errno
import io
import os
import struct
import zlib

import _compression

__all__ = "BadGzipFile GzipFile compress decompress open".split()

# The bits of a header's flags: what else there is in it.
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = (1 << bit for bit in range(5))

READ, WRITE = "rb", "wb"

READ_BUFFER_SIZE = 128 * 1024
_WRITE_BUFFER_SIZE = 4 * io.DEFAULT_BUFFER_SIZE

_FAST, _MIDDLE, _BEST = 1, 6, 9

_MAGIC = b"\x1f\x8b"
_DEFLATE = 8
# The header after the magic: method, flags, time, how hard the compressor tried, system.
_HEADER = struct.Struct("<BBLBB")
_TRIED = {_BEST: 2, _FAST: 4}
_ANY_SYSTEM = 255
# The end of a member: checksum and size of its data.
_TRAILER = struct.Struct("<LL")


class BadGzipFile(OSError):
    """A file is not what gzip writes."""


def write32u(output, value):
    """Write an unsigned integer of 32 bits to a binary file."""
    output.write(value.to_bytes(4, "little"))


def _header(compresslevel, mtime, name=b""):
    if mtime is None:
        import time
        mtime = time.time()
    fields = _HEADER.pack(_DEFLATE, FNAME if name else 0, int(mtime), _TRIED.get(compresslevel, 0), _ANY_SYSTEM)
    return b"".join([_MAGIC, fields, name + b"\0" if name else b""])


def _read_exact(fp, n):
    # The next n bytes; fewer are an EOFError.
    data = b""
    while missing := n - len(data):
        more = fp.read(missing)
        if not more:
            raise EOFError(_compression.TRUNCATED)
        data += more
    return data


def _read_gzip_header(fp):
    # The time in the header that a file is at, or None at the file's end.
    magic = fp.read(2)
    if not magic:
        return None
    if magic != _MAGIC:
        raise BadGzipFile(f"Not a gzipped file ({magic!r})")
    method, flags, mtime, *_ = _HEADER.unpack(_read_exact(fp, _HEADER.size))
    if method != _DEFLATE:
        raise BadGzipFile("Unknown compression method")
    if flags & FEXTRA:
        size = int.from_bytes(_read_exact(fp, 2), "little")
        _read_exact(fp, size)
    for text in FNAME, FCOMMENT:
        while flags & text and fp.read(1) not in (b"", b"\0"):
            pass
    if flags & FHCRC:
        _read_exact(fp, 2)
    return mtime


# ---------------------------------------------------------------- at once

def compress(data, compresslevel=_BEST, *, mtime=0):
    """Data compressed, with the level (0 to 9) and the time in its header; None is now."""
    header = _header(_FAST if compresslevel == 0 else compresslevel, mtime)
    body = zlib.compress(data, level=compresslevel, wbits=-zlib.MAX_WBITS)
    size = _compression.length_of(data) & 0xFFFFFFFF
    return b"".join([header, body, _TRAILER.pack(zlib.crc32(data), size)])


def decompress(data):
    """The data of one or more compressed members."""
    parts = []
    while True:
        file = io.BytesIO(data)
        if _read_gzip_header(file) is None:
            return b"".join(parts)
        stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        part = stream.decompress(memoryview(data)[file.tell():])
        after = stream.unused_data
        if not stream.eof or len(after) < _TRAILER.size:
            raise EOFError(_compression.TRUNCATED)
        crc, size = _TRAILER.unpack_from(after)
        if zlib.crc32(part) != crc:
            raise BadGzipFile("CRC check failed")
        if len(part) & 0xFFFFFFFF != size:
            raise BadGzipFile("Incorrect length of data produced")
        parts.append(part)
        # Zeros may fill a block of a tape.
        data = after[_TRAILER.size:].lstrip(b"\0")


# ---------------------------------------------------------------- files

class _Ahead:
    # A file in front of which one can put back what was read of it too early.

    def __init__(self, file):
        self.file = file
        self.ahead = b""

    def read(self, size):
        ahead = self.ahead
        if not ahead:
            return self.file.read(size)
        self.ahead = ahead[size:]
        lacking = size - len(ahead)
        return ahead + self.file.read(lacking) if lacking > 0 else ahead[:size]

    def prepend(self, data=b""):
        self.ahead = data + self.ahead

    def seek(self, offset):
        self.ahead = b""
        return self.file.seek(offset)

    def seekable(self):
        # Files without the method were always read as if they could.
        return True


class _GzipReader(_compression.DecompressReader):
    # The data of the members of a file.

    def __init__(self, fp):
        super().__init__(_Ahead(fp), zlib._ZlibDecompressor, wbits=-zlib.MAX_WBITS)
        self._last_mtime = None

    def _begin(self):
        super()._begin()
        self._in_member = False

    def _step(self, size):
        file, stream = self._fp, self._decompressor
        if self._in_member and stream.eof:
            file.prepend(stream.unused_data)
            self._check_trailer(file)
            self._in_member = False
            stream = self._decompressor = self._fresh()
        if not self._in_member:
            mtime = _read_gzip_header(file)
            if mtime is None:
                # More may be there later: a file can grow by members.
                return self._end()
            self._in_member, self._last_mtime = True, mtime
            self._crc = self._length = 0
        more = file.read(READ_BUFFER_SIZE) if stream.needs_input else b""
        data = stream.decompress(more, size)
        if data:
            self._crc = zlib.crc32(data, self._crc)
            self._length += len(data)
        elif not (more or stream.eof):
            raise EOFError(_compression.TRUNCATED)
        return data

    def _check_trailer(self, file):
        crc, length = _TRAILER.unpack(_read_exact(file, _TRAILER.size))
        if self._crc != crc:
            raise BadGzipFile(f"CRC check failed {crc:#x} != {self._crc:#x}")
        if self._length & 0xFFFFFFFF != length:
            raise BadGzipFile("Incorrect length of data produced")
        # Zeros may fill a block of a tape.
        while (char := file.read(1)) == b"\0":
            pass
        file.prepend(char)


class _Writer(io.RawIOBase):
    # The end of the buffer for what is written: it compresses into the file.  It knows nothing of
    # the GzipFile, so that the two are no cycle.

    def __init__(self, fileobj, compressor):
        self.fileobj, self.compressor = fileobj, compressor
        self.crc = self.size = 0

    def writable(self):
        return True

    def write(self, data):
        if length := _compression.length_of(data):
            self.fileobj.write(self.compressor.compress(data))
            self.crc = zlib.crc32(data, self.crc)
            self.size += length
        return length

    def finish(self):
        self.fileobj.write(self.compressor.flush())
        self.fileobj.write(_TRAILER.pack(self.crc, self.size & 0xFFFFFFFF))


class GzipFile(_compression.BaseStream):
    """A file of data compressed by gzip, as a binary file of the data.

    It is open for reading or for writing, never for both."""

    fileobj = None
    # The same, if it was opened here.
    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_BEST, fileobj=None, mtime=None):
        """fileobj is the file below; without it, filename is opened.

        filename also goes into the header, as does mtime, the time in seconds, by default the
        current one.  mode is r, w, x or a, with or without a b; by default it is fileobj's."""
        guessed = mode is None
        if mode and not {"t", "U"}.isdisjoint(mode):
            raise ValueError(f"Invalid mode: {mode!r}")
        if mode and "b" not in mode:
            mode += "b"
        try:
            if fileobj is None:
                self.myfileobj = fileobj = builtins.open(filename, mode or READ)
            if guessed:
                mode = getattr(fileobj, "mode", READ)
            self.name = self._name_for(filename, fileobj)
            if mode[:1] == "r":
                self.mode = READ
                self._buffer = io.BufferedReader(_GzipReader(fileobj))
            elif mode[:1] in ("w", "a", "x"):
                if guessed:
                    import warnings
                    warnings.warn("GzipFile was opened for writing, but this will change in future Python releases.  "
                                  "Specify the mode argument for opening it for writing.", FutureWarning, 2)
                self.mode = WRITE
                compressor = zlib.compressobj(compresslevel, wbits=-zlib.MAX_WBITS)
                self._raw = _Writer(fileobj, compressor)
                self._buffer = io.BufferedWriter(self._raw, _WRITE_BUFFER_SIZE)
                fileobj.write(_header(compresslevel, mtime, self._name_inside()))
            else:
                raise ValueError(f"Invalid mode: {mode!r}")
            self.fileobj = fileobj
        except BaseException:
            if self.myfileobj is not None:
                self.myfileobj.close()
            raise

    def _name_for(self, filename, fileobj):
        if filename is not None:
            return os.fspath(filename)
        name = getattr(fileobj, "name", "")
        return name if isinstance(name, (str, bytes)) else ""

    def _name_inside(self):
        # Without its folder, in Latin-1 (RFC 1952), and what it will be called unpacked.
        name = os.path.basename(self.name)
        try:
            name = name if isinstance(name, bytes) else name.encode("latin-1")
        except UnicodeEncodeError:
            return b""
        return name.removesuffix(b".gz")

    def __repr__(self):
        return f"<gzip {repr(self.fileobj)[1:-1]} {id(self):#x}>"

    closed = property(lambda self: self.fileobj is None, doc="Whether the file is closed.")

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

    def fileno(self):
        """The descriptor of the file below."""
        return self.fileobj.fileno()

    def readable(self):
        """Whether the file is open for reading."""
        return self.mode == READ

    def writable(self):
        """Whether the file is open for writing."""
        return self.mode == WRITE

    def seekable(self):
        """Always true: what is written is sought in by zeros."""
        return True

    def _buffer_for(self, mode, what):
        # Reading and writing have buffers of their own.
        if self.fileobj is None:
            self._check_not_closed()
        if self.mode != mode:
            only = "read" if mode == WRITE else "write"
            raise OSError(errno.EBADF, f"{what}() on {only}-only GzipFile object")
        return self._buffer

    def write(self, data):
        """Compress data and write it, maybe later; returns its length."""
        return self._buffer_for(WRITE, "write").write(data)

    def read(self, size=-1):
        """Up to size bytes of data, all of it if size is negative or None."""
        return self._buffer_for(READ, "read").read(size)

    def read1(self, size=-1):
        """Up to size bytes of data, with few reads of the file below."""
        return self._buffer_for(READ, "read1").read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        """Fill b with data; returns how much there was."""
        return self._buffer_for(READ, "readinto").readinto(b)

    def peek(self, n):
        """Some data, at least a byte but at the end, without a step forward."""
        return self._buffer_for(READ, "peek").peek(n)

    def readline(self, size=-1):
        """A line of data, or its first size bytes."""
        if self.fileobj is None:
            self._check_not_closed()
        return self._buffer.readline(size)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        """Write what is in buffers, as far as compression allows."""
        self._check_not_closed()
        if self.mode == READ:
            return
        self._buffer.flush()
        self.fileobj.write(self.compress.flush(zlib_mode))
        self.fileobj.flush()

    def close(self):
        """Write what is left, and close the file if it was opened here."""
        if self.fileobj is None:
            return
        try:
            if self.mode == READ:
                self._buffer.close()
            elif not self._buffer.closed:
                self._buffer.flush()
                self._raw.finish()
        finally:
            self._let_go()

    def _let_go(self):
        opened = self.myfileobj
        self.fileobj = self.myfileobj = None
        if self.mode == WRITE:
            # It has nothing left to write, and no file to write it to.
            self._raw.fileobj = None
        if opened is not None:
            opened.close()

    def rewind(self):
        """Go back to the start of a file that is read."""
        if self.mode == WRITE:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def tell(self):
        """The place in the data."""
        self._check_not_closed()
        if self.mode == WRITE:
            self._buffer.flush()
            return self._raw.size
        return self._buffer.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place in the data: forwards only where it is written, with zeros."""
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.seek(offset, whence)
        if whence not in (io.SEEK_SET, io.SEEK_CUR):
            raise ValueError("Seek from end not supported")
        place = self.tell()
        target = offset + place if whence == io.SEEK_CUR else offset
        if target < place:
            raise OSError("Negative seek in write mode")
        zeros = bytes(min(target - place, _WRITE_BUFFER_SIZE))
        while place < target:
            place += self.write(zeros[:target - place])
        return self.tell()


def open(filename, mode="rb", compresslevel=_BEST, encoding=None, errors=None, newline=None):
    """A file compressed by gzip, as a binary file, or as text for a mode with a t.

    filename is a path or a file; mode is one of r, w, x, a with b or t; encoding, errors and
    newline are for text only."""
    text = encoding, errors, newline
    binary = _compression.binary_or_text(mode, *text)
    if isinstance(filename, (str, bytes, os.PathLike)):
        source = {"filename": filename}
    elif hasattr(filename, "write") or hasattr(filename, "read"):
        source = {"fileobj": filename}
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    return _compression.as_text(GzipFile(mode=binary, compresslevel=compresslevel, **source), mode, *text)


# ---------------------------------------------------------------- python -m gzip

def main():
    """Compress or decompress files, or standard input, as gzip does; nothing is deleted."""
    import argparse
    import sys
    parser = argparse.ArgumentParser(description="A simple command line interface for the gzip module: "
                                                 "act like gzip, but do not delete the input file.")
    choice = parser.add_mutually_exclusive_group()
    for names, help in [("--fast", "compress faster"), ("--best", "compress better"),
                        ("-d --decompress", "act like gunzip instead of gzip")]:
        choice.add_argument(*names.split(), action="store_true", help=help)
    parser.add_argument("args", nargs="*", default=["-"], metavar="file")
    options = parser.parse_args()
    level = _FAST if options.fast else _BEST if options.best else _MIDDLE
    for name in options.args:
        if name == "-":
            ends = sys.stdin.buffer, sys.stdout.buffer
        elif not options.decompress:
            ends = builtins.open(name, "rb"), builtins.open(name + ".gz", "wb")
        elif name.endswith(".gz"):
            ends = builtins.open(name, "rb"), builtins.open(name[:-3], "wb")
        else:
            sys.exit(f"filename doesn't end in .gz: {name!r}")
        source, target = ends
        if options.decompress:
            source = GzipFile("", "rb", fileobj=source)
        else:
            target = GzipFile("" if name == "-" else None, "wb", level, target)
        while chunk := source.read(READ_BUFFER_SIZE):
            target.write(chunk)
        # A GzipFile does not close what it has not opened; standard files stay open.
        for file in (source, target):
            if isinstance(file, GzipFile):
                file.close()
        if name != "-":
            for file in ends:
                file.close()


if __name__ == "__main__":
    main()
