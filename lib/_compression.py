# _compression: files of compressed data, for gzip, bz2 and lzma: what such a file may do, and reading of one as a raw stream.

import io
import os
import sys

# How much is read of a file at a time.
BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE

TRUNCATED = "Compressed file ended before the end-of-stream marker was reached"


class BaseStream(io.BufferedIOBase):
    """A file, open for reading or for writing."""

    def _check_not_closed(self, otherwise="I/O operation on closed file"):
        if self.closed:
            raise ValueError(otherwise)

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


def length_of(data):
    """How many bytes there are in an object with a buffer."""
    return len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes


class DecompressReader(io.RawIOBase):
    """The data of a compressed file, which may be several streams in a row.

    decomp_factory(**decomp_args) makes a decompressor; trailing_error has the exceptions by which
    one tells that what follows the first stream is not another."""

    def __init__(self, fp, decomp_factory, trailing_error=(), **decomp_args):
        self._fp = fp
        self._trailing_error = trailing_error
        self._fresh = lambda: decomp_factory(**decomp_args)
        # The size of the data, known at their end.
        self._size = None
        self._begin()

    def _begin(self):
        self._pos, self._ended = 0, False
        self._decompressor = self._fresh()

    def _rewind(self):
        self._fp.seek(0)
        self._begin()

    def close(self):
        self._decompressor = None
        return super().close()

    def readable(self):
        return True

    def seekable(self):
        return self._fp.seekable()

    def tell(self):
        return self._pos

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        data = b"" if size else None
        while data == b"":
            data = self._step(size)
        if data is None:
            return b""
        self._pos += len(data)
        return data

    def readall(self):
        # sys.maxsize would make the decompressor take it for no limit, and so much room.
        return b"".join(iter(lambda: self.read(sys.maxsize), b""))

    def readinto(self, b):
        with memoryview(b) as view, view.cast("B") as room:
            data = self.read(len(room))
            room[:len(data)] = data
        return len(data)

    def _step(self, size):
        # Up to size bytes, which may be none yet; None at the end.
        if self._ended:
            return None
        stream = self._decompressor
        if stream.eof:
            return self._step_over(stream.unused_data or self._fp.read(BUFFER_SIZE), size)
        more = self._fp.read(BUFFER_SIZE) if stream.needs_input else b""
        if not more and stream.needs_input:
            raise EOFError(TRUNCATED)
        return stream.decompress(more, size)

    def _step_over(self, rest, size):
        # The same, of what follows a stream.
        if rest:
            self._decompressor = stream = self._fresh()
            try:
                return stream.decompress(rest, size)
            except self._trailing_error:
                # It is not another one.
                pass
        self._ended = True
        return self._end()

    def _end(self):
        self._size = self._pos

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_END:
            while self._size is None:
                self.read(io.DEFAULT_BUFFER_SIZE)
            start = self._size
        elif whence in (io.SEEK_SET, io.SEEK_CUR):
            start = self._pos if whence == io.SEEK_CUR else 0
        else:
            raise ValueError(f"Invalid value for whence: {whence}")
        target = start + offset
        if target < self._pos:
            # Backwards is from the start again.
            self._rewind()
        while (left := target - self._pos) > 0 and self.read(min(left, io.DEFAULT_BUFFER_SIZE)):
            pass
        return self._pos


def _reading(name, doc):
    # A method of the reader's buffer, for a file that is open for reading.
    def method(self, size=-1):
        if self._buffer is None:
            self._check_can_read()
        return getattr(self._buffer, name)(size)
    method.__name__, method.__qualname__, method.__doc__ = name, f"StreamFile.{name}", doc
    return method


class StreamFile(BaseStream):
    """A compressed file of one kind: a subclass makes what compresses and decompresses."""

    # While one of these is None, the file is not open for that.
    _compressor = None
    _buffer = None
    _fp = None
    # What to do to the file below in the end.
    _close_below = staticmethod(lambda: None)

    def _open(self, filename, mode):
        if isinstance(filename, (str, bytes, os.PathLike)):
            filename = open(filename, mode)
            self._close_below = filename.close
        elif not (hasattr(filename, "read") or hasattr(filename, "write")):
            raise TypeError("filename must be a str, bytes, file or PathLike object")
        self._fp = filename
        self._mode = "rb" if mode == "rb" else "wb"
        self._written = 0

    def close(self):
        """Write what is left, and close the file if it was opened here."""
        if self._fp is None:
            return
        try:
            if self._compressor is not None:
                self._fp.write(self._compressor.flush())
            elif self._buffer is not None:
                self._buffer.close()
        finally:
            self._fp = self._buffer = self._compressor = None
            self._close_below()

    closed = property(lambda self: self._fp is None, doc="Whether the file is closed.")
    mode = property(lambda self: self._mode)

    @property
    def name(self):
        self._check_not_closed()
        return self._fp.name

    def fileno(self):
        """The descriptor of the file below."""
        self._check_not_closed()
        return self._fp.fileno()

    def readable(self):
        """Whether the file is open for reading."""
        self._check_not_closed()
        return self._buffer is not None

    def writable(self):
        """Whether the file is open for writing."""
        self._check_not_closed()
        return self._compressor is not None

    def seekable(self):
        """Whether the file can be sought in."""
        return self.readable() and self._buffer.seekable()

    read = _reading("read", "Up to size bytes of data, all of it if size is negative or None.")
    readline = _reading("readline", "A line of data, or its first size bytes.")
    peek = _reading("peek", "Some data, at least a byte but at the end, without a step forward.")

    def read1(self, size=-1):
        """Up to size bytes of data, with few reads of the file below."""
        self._check_can_read()
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def write(self, data):
        """Compress data and write it, maybe later; returns its length."""
        self._check_can_write()
        length = length_of(data)
        self._fp.write(self._compressor.compress(data))
        self._written += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place in the data; backwards means to read it again from the start."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The place in the data."""
        self._check_not_closed()
        return self._written if self._buffer is None else self._buffer.tell()


def binary_or_text(mode, encoding, errors, newline):
    """The mode of the binary file for a mode of open(); others may come with text only."""
    if "t" in mode:
        if "b" in mode:
            raise ValueError(f"Invalid mode: {mode!r}")
        return mode.replace("t", "")
    for name, value in [("encoding", encoding), ("errors", errors), ("newline", newline)]:
        if value is not None:
            raise ValueError(f"Argument {name!r} not supported in binary mode")
    return mode


def as_text(file, mode, encoding, errors, newline):
    """The file itself, or its text if the mode has a t."""
    if "t" not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding, 3), errors, newline)
