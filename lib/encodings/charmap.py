# The charmap codec: its readers and writers take the mapping as an argument.

import codecs
from codecs import charmap_decode, charmap_encode


class Codec(codecs.Codec):
    """The bare functions, whose mapping is their third argument."""

    decode, encode = charmap_decode, charmap_encode


class _InPieces:
    def __init__(self, errors="strict", mapping=None):
        super().__init__(errors)
        self.mapping = mapping


class IncrementalDecoder(_InPieces, codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        text, _ = charmap_decode(input, self.errors, self.mapping)
        return text


class IncrementalEncoder(_InPieces, codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        coded, _ = charmap_encode(input, self.errors, self.mapping)
        return coded


class _OverStream(Codec):
    def __init__(self, stream, errors="strict", mapping=None):
        super().__init__(stream, errors)
        self.mapping = mapping

    def decode(self, input, errors="strict"):
        return charmap_decode(input, errors, self.mapping)

    def encode(self, input, errors="strict"):
        return charmap_encode(input, errors, self.mapping)


class StreamReader(_OverStream, codecs.StreamReader):
    """A reader through a mapping."""


class StreamWriter(_OverStream, codecs.StreamWriter):
    """A writer through a mapping."""


def getregentry():
    return codecs.CodecInfo(
        name="charmap", encode=Codec.encode, decode=Codec.decode, streamreader=StreamReader,
        streamwriter=StreamWriter, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder)
