"""bzip2: compressing and decompressing, and files of it"""

import io
import operator

import _compression
from _bz2 import BZ2Compressor, BZ2Decompressor

__all__ = "BZ2Compressor BZ2Decompressor BZ2File compress decompress open".split()

_MODES = {"": "rb", "r": "rb", "rb": "rb"}
_MODES |= {letter + b: letter + "b" for letter in "wxa" for b in ("", "b")}


def _integer(size):
    try:
        return operator.index(size)
    except TypeError:
        raise TypeError("Integer argument expected") from None


class BZ2File(_compression.StreamFile):
    """A file of data compressed by bzip2, as a binary file of the data."""

    def __init__(self, filename, mode="r", *, compresslevel=9):
        """filename is a path or a file; mode is r, w, x or a, with or without a b."""
        if compresslevel < 1 or compresslevel > 9:
            raise ValueError("compresslevel must be between 1 and 9")
        binary = _MODES.get(mode) if isinstance(mode, str) else None
        if binary is None:
            raise ValueError(f"Invalid mode: {mode!r}")
        self._open(filename, binary)
        if binary != "rb":
            self._compressor = BZ2Compressor(compresslevel)
        else:
            raw = _compression.DecompressReader(self._fp, BZ2Decompressor, OSError)
            self._buffer = io.BufferedReader(raw)

    def peek(self, n=0):
        """Some data, at least a byte but at the end, without a step forward."""
        return super().peek(n)

    def readinto(self, b):
        """Fill b with data; returns how much there was."""
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        """A line of data, or its first size bytes."""
        return super().readline(_integer(size))

    def readlines(self, size=-1):
        """A list of lines, of no more than about size bytes."""
        self._check_can_read()
        return self._buffer.readlines(_integer(size))

    def writelines(self, seq):
        """Write all of an iterable of bytes."""
        super().writelines(seq)


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """A file compressed by bzip2, as a binary file, or as text for a mode with a t.

    filename is a path or a file; mode is one of r, w, x, a with b or t; encoding, errors and
    newline are for text only."""
    text = encoding, errors, newline
    file = BZ2File(filename, _compression.binary_or_text(mode, *text), compresslevel=compresslevel)
    return _compression.as_text(file, mode, *text)


def compress(data, compresslevel=9):
    """Data compressed; the level is 1 to 9."""
    stream = BZ2Compressor(compresslevel)
    return stream.compress(data) + stream.flush()


def decompress(data):
    """The data of one or more compressed streams; what follows them is left out."""
    parts = []
    while data:
        stream = BZ2Decompressor()
        try:
            parts.append(stream.decompress(data))
        except OSError:
            if not parts:
                raise
            # It is no stream any more.
            return b"".join(parts)
        if not stream.eof:
            raise ValueError("Compressed data ended before the end-of-stream marker was reached")
        data = stream.unused_data
    return b"".join(parts)
