# The UTF-8 codec with a signature: one is written first, and one at the start is skipped.
# Invariant: the incremental classes have first == 1 until they are past the place of a signature.

import codecs
from codecs import utf_8_decode, utf_8_encode

_MARK = codecs.BOM_UTF8


def _undecided(data):
    # Whether data may become a signature, or one with text behind it.
    return len(data) < len(_MARK) and _MARK.startswith(data)


def _decode_start(data, errors, final):
    marked = len(_MARK) if data[:len(_MARK)] == _MARK else 0
    text, used = utf_8_decode(data[marked:], errors, final)
    return text, marked + used


def encode(input, errors="strict"):
    coded, used = utf_8_encode(input, errors)
    return _MARK + coded, used


def decode(input, errors="strict"):
    return _decode_start(input, errors, True)


class _Started:
    """Mixin of the incremental classes: whether the start of the text is still to come."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.first = 1

    def reset(self):
        super().reset()
        self.first = 1


class IncrementalEncoder(_Started, codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        convert = encode if self.first else utf_8_encode
        coded = convert(input, self.errors)[0]
        self.first = 0
        return coded

    def getstate(self):
        return self.first

    def setstate(self, state):
        self.first = state


class IncrementalDecoder(_Started, codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        if not self.first:
            return utf_8_decode(input, errors, final)
        if not final and _undecided(input):
            return "", 0
        self.first = 0
        return _decode_start(input, errors, final)

    def getstate(self):
        return self.buffer, self.first

    def setstate(self, state):
        self.buffer, self.first = state


class _Resettable:
    """Mixin of the streams: past the start, an instance has the plain function for its own."""

    def reset(self):
        super().reset()
        for name in ("encode", "decode"):
            vars(self).pop(name, None)


class StreamWriter(_Resettable, codecs.StreamWriter):
    def encode(self, input, errors="strict"):
        self.encode = utf_8_encode
        return encode(input, errors)


class StreamReader(_Resettable, codecs.StreamReader):
    def decode(self, input, errors="strict"):
        if _undecided(input):
            return "", 0
        self.decode = utf_8_decode
        return _decode_start(input, errors, False)


def getregentry():
    return codecs.CodecInfo(
        name="utf-8-sig", encode=encode, decode=decode, streamreader=StreamReader,
        streamwriter=StreamWriter, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder)
