"""LZMA and XZ: compressing and decompressing, and files of it"""

import io
from _lzma import *
from _lzma import _encode_filter_properties, _decode_filter_properties

import _compression

__all__ = [
    "CHECK_NONE", "CHECK_CRC32", "CHECK_CRC64", "CHECK_SHA256", "CHECK_ID_MAX", "CHECK_UNKNOWN",
    "FILTER_LZMA1", "FILTER_LZMA2", "FILTER_DELTA", "FILTER_X86", "FILTER_IA64",
    "FILTER_ARM", "FILTER_ARMTHUMB", "FILTER_POWERPC", "FILTER_SPARC",
    "FORMAT_AUTO", "FORMAT_XZ", "FORMAT_ALONE", "FORMAT_RAW",
    "MF_HC3", "MF_HC4", "MF_BT2", "MF_BT3", "MF_BT4",
    "MODE_FAST", "MODE_NORMAL", "PRESET_DEFAULT", "PRESET_EXTREME",
    "LZMACompressor", "LZMADecompressor", "LZMAFile", "LZMAError",
    "open", "compress", "decompress", "is_check_supported",
]


class LZMAFile(_compression.StreamFile):
    """A file of data compressed by LZMA, as a binary file of the data."""

    def __init__(self, filename=None, mode="r", *, format=None, check=-1, preset=None, filters=None):
        """filename is a path or a file; mode is r, w, x or a, with or without a b.

        format is FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW or, for reading, FORMAT_AUTO; check and
        preset are for writing; filters is a list of dicts, wanted for FORMAT_RAW."""
        if mode in ("r", "rb"):
            if check != -1:
                raise ValueError("Cannot specify an integrity check "
                                 "when opening a file for reading")
            if preset is not None:
                raise ValueError("Cannot specify a preset compression "
                                 "level when opening a file for reading")
            mode = "rb"
            if format is None:
                format = FORMAT_AUTO
        elif mode in ("w", "wb", "a", "ab", "x", "xb"):
            mode = mode[0] + "b"
            if format is None:
                format = FORMAT_XZ
            compressor = LZMACompressor(format=format, check=check, preset=preset, filters=filters)
        else:
            raise ValueError("Invalid mode: {!r}".format(mode))
        self._open(filename, mode)
        if mode == "rb":
            self._buffer = io.BufferedReader(_compression.DecompressReader(
                self._fp, LZMADecompressor, trailing_error=LZMAError, format=format, filters=filters))
        else:
            self._compressor = compressor


def open(filename, mode="rb", *, format=None, check=-1, preset=None, filters=None,
         encoding=None, errors=None, newline=None):
    """A file compressed by LZMA, as a binary file, or as text for a mode with a t.

    The arguments are those of LZMAFile; encoding, errors and newline are for text only."""
    file = LZMAFile(filename, _compression.binary_or_text(mode, encoding, errors, newline),
                    format=format, check=check, preset=preset, filters=filters)
    return _compression.as_text(file, mode, encoding, errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """Data compressed; the arguments are those of LZMACompressor."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """The data of one or more compressed streams; what follows them is left out.

    The arguments are those of LZMADecompressor."""
    results = []
    while True:
        decompressor = LZMADecompressor(format, memlimit, filters)
        try:
            result = decompressor.decompress(data)
        except LZMAError:
            if results:
                break
            raise
        results.append(result)
        if not decompressor.eof:
            raise LZMAError("Compressed data ended before the "
                            "end-of-stream marker was reached")
        data = decompressor.unused_data
        if not data:
            break
    return b"".join(results)
