"""bzip2: compressing and decompressing, and files of it"""

import io
from _bz2 import BZ2Compressor, BZ2Decompressor

import _compression

__all__ = ["BZ2File", "BZ2Compressor", "BZ2Decompressor", "open", "compress", "decompress"]


class BZ2File(_compression.StreamFile):
    """A file of data compressed by bzip2, as a binary file of the data."""

    def __init__(self, filename, mode="r", *, compresslevel=9):
        """filename is a path or a file; mode is r, w, x or a, with or without a b."""
        if not (1 <= compresslevel <= 9):
            raise ValueError("compresslevel must be between 1 and 9")
        if mode in ("", "r", "rb"):
            mode = "rb"
        elif mode in ("w", "wb", "x", "xb", "a", "ab"):
            mode = mode[0] + "b"
        else:
            raise ValueError("Invalid mode: %r" % (mode,))
        self._open(filename, mode)
        if mode == "rb":
            self._buffer = io.BufferedReader(_compression.DecompressReader(
                self._fp, BZ2Decompressor, trailing_error=OSError))
        else:
            self._compressor = BZ2Compressor(compresslevel)

    def peek(self, n=0):
        """Some data, at least a byte but at the end, without a step forward."""
        return super().peek(n)

    def readinto(self, b):
        """Fill b with data; returns how much there was."""
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        """A line of data, or its first size bytes."""
        size = _integer(size)
        return super().readline(size)

    def readlines(self, size=-1):
        """A list of lines, of no more than about size bytes."""
        size = _integer(size)
        self._check_can_read()
        return self._buffer.readlines(size)

    def writelines(self, seq):
        """Write all of an iterable of bytes."""
        return super().writelines(seq)


def _integer(size):
    if not isinstance(size, int):
        if not hasattr(size, "__index__"):
            raise TypeError("Integer argument expected")
        size = size.__index__()
    return size


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """A file compressed by bzip2, as a binary file, or as text for a mode with a t.

    filename is a path or a file; mode is one of r, w, x, a with b or t; encoding, errors and
    newline are for text only."""
    file = BZ2File(filename, _compression.binary_or_text(mode, encoding, errors, newline),
                   compresslevel=compresslevel)
    return _compression.as_text(file, mode, encoding, errors, newline)


def compress(data, compresslevel=9):
    """Data compressed; the level is 1 to 9."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """The data of one or more compressed streams; what follows them is left out."""
    results = []
    while data:
        decompressor = BZ2Decompressor()
        try:
            result = decompressor.decompress(data)
        except OSError:
            if results:
                break
            raise
        results.append(result)
        if not decompressor.eof:
            raise ValueError("Compressed data ended before the "
                             "end-of-stream marker was reached")
        data = decompressor.unused_data
    return b"".join(results)
