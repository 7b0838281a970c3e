# _compression: files of compressed data, for gzip, bz2 and lzma: what such a file may do, and reading of one as a raw stream.

import io
import os
import sys

# How much is read of a file at a time.
BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE


class BaseStream(io.BufferedIOBase):
    """A file, open for reading or for writing."""

    def _check_not_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _check_can_read(self):
        self._must(self.readable, "File not open for reading")

    def _check_can_write(self):
        self._must(self.writable, "File not open for writing")

    def _check_can_seek(self):
        self._must(self.readable, "Seeking is only supported on files open for reading")
        self._must(self.seekable, "The underlying file object does not support seeking")

    def _must(self, can, otherwise):
        if not can():
            raise io.UnsupportedOperation(otherwise)


class DecompressReader(io.RawIOBase):
    """The data of a compressed file, which may be several streams in a row.

    decomp_factory(**decomp_args) makes a decompressor; trailing_error has the exceptions by which
    one tells that what follows the first stream is not another."""

    def __init__(self, fp, decomp_factory, trailing_error=(), **decomp_args):
        self._fp = fp
        self._eof = False
        self._pos = 0
        # Known at the end.
        self._size = -1
        self._decomp_factory = decomp_factory
        self._decomp_args = decomp_args
        self._decompressor = decomp_factory(**decomp_args)
        self._trailing_error = trailing_error

    def readable(self):
        return True

    def seekable(self):
        return self._fp.seekable()

    def close(self):
        self._decompressor = None
        return super().close()

    def readinto(self, b):
        with memoryview(b) as view, view.cast("B") as room:
            data = self.read(len(room))
            room[:len(data)] = data
        return len(data)

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size or self._eof:
            return b""
        data = b""
        while not data:
            decompressor = self._decompressor
            if decompressor.eof:
                rest = decompressor.unused_data or self._fp.read(BUFFER_SIZE)
                if not rest:
                    break
                decompressor = self._decompressor = self._decomp_factory(**self._decomp_args)
                try:
                    data = decompressor.decompress(rest, size)
                except self._trailing_error:
                    break
            else:
                more = b""
                if decompressor.needs_input:
                    more = self._fp.read(BUFFER_SIZE)
                    if not more:
                        raise EOFError("Compressed file ended before the "
                                       "end-of-stream marker was reached")
                data = decompressor.decompress(more, size)
        if not data:
            self._eof = True
            self._size = self._pos
            return b""
        self._pos += len(data)
        return data

    def readall(self):
        parts = []
        # sys.maxsize would make the decompressor take it for no limit, and so much room.
        while data := self.read(sys.maxsize):
            parts.append(data)
        return b"".join(parts)

    def _rewind(self):
        self._fp.seek(0)
        self._eof = False
        self._pos = 0
        self._decompressor = self._decomp_factory(**self._decomp_args)

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            if self._size < 0:
                while self.read(io.DEFAULT_BUFFER_SIZE):
                    pass
            offset += self._size
        elif whence != io.SEEK_SET:
            raise ValueError("Invalid value for whence: {}".format(whence))
        # Backwards is from the start again.
        if offset < self._pos:
            self._rewind()
        while self._pos < offset:
            if not self.read(min(io.DEFAULT_BUFFER_SIZE, offset - self._pos)):
                break
        return self._pos

    def tell(self):
        return self._pos


class StreamFile(BaseStream):
    """A compressed file of one kind: a subclass makes what compresses and decompresses."""

    # While one of these is None, the file is not open for that.
    _compressor = None
    _buffer = None
    _fp = None
    _closefp = False

    def _open(self, filename, mode):
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = open(filename, mode)
            self._closefp = True
        elif hasattr(filename, "read") or hasattr(filename, "write"):
            self._fp = filename
        else:
            raise TypeError("filename must be a str, bytes, file or PathLike object")
        self._mode = "rb" if mode == "rb" else "wb"
        self._pos = 0

    def close(self):
        """Write what is left, and close the file if it was opened here."""
        if self._fp is None:
            return
        try:
            if self._buffer is not None:
                self._buffer.close()
            elif self._compressor is not None:
                self._fp.write(self._compressor.flush())
        finally:
            fp, self._fp = self._fp, None
            closefp, self._closefp = self._closefp, False
            self._buffer = self._compressor = None
            if closefp:
                fp.close()

    @property
    def closed(self):
        """Whether the file is closed."""
        return self._fp is None

    @property
    def name(self):
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        return self._mode

    def fileno(self):
        """The descriptor of the file below."""
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        """Whether the file can be sought in."""
        return self.readable() and self._buffer.seekable()

    def readable(self):
        """Whether the file is open for reading."""
        self._check_not_closed()
        return self._buffer is not None

    def writable(self):
        """Whether the file is open for writing."""
        self._check_not_closed()
        return self._compressor is not None

    def peek(self, size=-1):
        """Some data, at least a byte but at the end, without a step forward."""
        self._check_can_read()
        # How much is of no account, but it must be a number.
        return self._buffer.peek(size)

    def read(self, size=-1):
        """Up to size bytes of data, all of it if size is negative or None."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Up to size bytes of data, with few reads of the file below."""
        self._check_can_read()
        if size < 0:
            size = io.DEFAULT_BUFFER_SIZE
        return self._buffer.read1(size)

    def readline(self, size=-1):
        """A line of data, or its first size bytes."""
        self._check_can_read()
        return self._buffer.readline(size)

    def write(self, data):
        """Compress data and write it, maybe later; returns its length."""
        self._check_can_write()
        if isinstance(data, (bytes, bytearray)):
            length = len(data)
        else:
            data = memoryview(data)
            length = data.nbytes
        self._fp.write(self._compressor.compress(data))
        self._pos += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place in the data; backwards means to read it again from the start."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The place in the data."""
        self._check_not_closed()
        if self._buffer is not None:
            return self._buffer.tell()
        return self._pos


def binary_or_text(mode, encoding, errors, newline):
    """The mode of the binary file for a mode of open(); others may come with text only."""
    if "t" in mode:
        if "b" in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
        return mode.replace("t", "")
    for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
        if value is not None:
            raise ValueError("Argument %r not supported in binary mode" % name)
    return mode


def as_text(file, mode, encoding, errors, newline):
    """The file itself, or its text if the mode has a t."""
    if "t" not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding, 3), errors, newline)
