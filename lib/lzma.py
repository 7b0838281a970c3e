"""XZ and LZMA: data compressed and decompressed at once, and files of such data.

The work is done by _lzma; what compressed files have in common is in _compression."""

import io

import _compression
from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

_CONSTANTS = {
    "CHECK": "NONE CRC32 CRC64 SHA256 ID_MAX UNKNOWN",
    "FILTER": "LZMA1 LZMA2 DELTA X86 POWERPC IA64 ARM ARMTHUMB SPARC",
    "FORMAT": "XZ ALONE RAW AUTO",
    "MF": "BT2 BT3 BT4 HC3 HC4",
    "MODE": "NORMAL FAST",
    "PRESET": "EXTREME DEFAULT",
}

__all__ = [f"{kind}_{name}" for kind, names in _CONSTANTS.items() for name in names.split()]
__all__ += ["LZMAError", "LZMAFile", "LZMACompressor", "LZMADecompressor"]
__all__ += ["compress", "decompress", "is_check_supported", "open"]


class LZMAFile(_compression.StreamFile):
    """A binary file whose data are compressed in another file."""

    def __init__(self, filename=None, mode="r", *, format=None, check=-1, preset=None, filters=None):
        """filename is a path or a file object; mode is one of r, w, x and a, and may have a b.

        format is a FORMAT_ constant.  check and preset are for writing only; filters, a list of
        dicts, must be given for FORMAT_RAW."""
        kind = mode.removesuffix("b") if isinstance(mode, str) else ""
        if kind == "r":
            for given, what in (check != -1, "an integrity check"), (preset is not None, "a preset compression level"):
                if given:
                    raise ValueError(f"Cannot specify {what} when opening a file for reading")
            self._open(filename, "rb")
            raw = _compression.DecompressReader(self._fp, LZMADecompressor, trailing_error=LZMAError, filters=filters,
                                                format=FORMAT_AUTO if format is None else format)
            self._buffer = io.BufferedReader(raw)
        elif kind in ("w", "x", "a"):
            # Made first: bad settings must not leave an empty file behind.
            sink = LZMACompressor(FORMAT_XZ if format is None else format, check, preset, filters)
            self._open(filename, kind + "b")
            self._compressor = sink
        else:
            raise ValueError(f"Invalid mode: {mode!r}")


def open(filename, mode="rb", *, format=None, check=-1, preset=None, filters=None,
         encoding=None, errors=None, newline=None):
    """A compressed file, for text if the mode has a t.

    encoding, errors and newline are for text, the rest is as for LZMAFile."""
    text = encoding, errors, newline
    binary = LZMAFile(filename, _compression.binary_or_text(mode, *text), filters=filters, preset=preset,
                      check=check, format=format)
    return _compression.as_text(binary, mode, *text)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """The data as one compressed stream; for the settings see LZMACompressor."""
    stream = LZMACompressor(format, check, preset, filters)
    return b"".join((stream.compress(data), stream.flush()))


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """What one or several compressed streams hold; other bytes after them do not matter.

    For the settings see LZMADecompressor."""
    whole = []
    while data or not whole:
        stream = LZMADecompressor(format, memlimit, filters)
        try:
            part = stream.decompress(data)
        except LZMAError:
            if not whole:
                raise
            return b"".join(whole)
        if not stream.eof:
            raise LZMAError("Compressed data ended before the end-of-stream marker was reached")
        whole.append(part)
        data = stream.unused_data
    return b"".join(whole)
