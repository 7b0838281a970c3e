# Defines the contents of a codec module from its two functions.

import codecs

_parts = "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamWriter", "StreamReader"


def _own(ns, **classes):
    # Make the classes members of the codec's module.
    for cls in classes.values():
        cls.__module__ = ns["__name__"]
        cls.__qualname__ = cls.__name__
    ns.update(classes)


def stateless(ns, name, encode, decode, is_text=None, bytes_out=False):
    """For a codec whose output for a piece does not depend on other pieces."""
    class Codec(codecs.Codec):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

        def decode(self, input, errors="strict"):
            return decode(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    class StreamWriter(Codec, codecs.StreamWriter):
        if bytes_out:
            charbuffertype = bytes

    class StreamReader(Codec, codecs.StreamReader):
        if bytes_out:
            charbuffertype = bytes

    _finish(ns, name, encode, decode, is_text, Codec, IncrementalEncoder,
            IncrementalDecoder, StreamWriter, StreamReader)


def stateful(ns, name, encode, decode_part):
    """For a codec whose decoder, given (input, errors, final), may leave some input."""
    def decode(input, errors="strict"):
        return decode_part(input, errors, True)

    decode.__module__ = ns["__name__"]
    decode.__qualname__ = "decode"

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return decode_part(input, errors, final)

    class StreamWriter(codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

    class StreamReader(codecs.StreamReader):
        def decode(self, input, errors="strict"):
            return decode_part(input, errors, False)

    ns["encode"] = encode
    ns["decode"] = decode
    _finish(ns, name, encode, decode, None, None, IncrementalEncoder,
            IncrementalDecoder, StreamWriter, StreamReader)


def _finish(ns, name, encode, decode, is_text, codec, *classes):
    if codec is not None:
        _own(ns, Codec=codec)
    _own(ns, **dict(zip(_parts[1:], classes)))

    def getregentry():
        inc_encoder, inc_decoder, writer, reader = classes
        return codecs.CodecInfo(encode, decode, reader, writer, inc_encoder, inc_decoder,
                                name, _is_text_encoding=is_text)

    getregentry.__module__ = ns["__name__"]
    ns["getregentry"] = getregentry


def charmap(ns, name, table):
    """For a single-byte encoding; table says what each of the 256 bytes means."""
    encode_table = codecs.charmap_build(table)
    charmap_encode, charmap_decode = codecs.charmap_encode, codecs.charmap_decode

    def encode(input, errors="strict"):
        return charmap_encode(input, errors, encode_table)

    def decode(input, errors="strict"):
        return charmap_decode(input, errors, table)

    ns["decoding_table"] = table
    ns["encoding_table"] = encode_table
    stateless(ns, name, encode, decode)


def marked(ns, name, encode, encode_le, encode_be, decode_ex, decode_le, decode_be):
    """For UTF-16 and UTF-32 with a byte order mark, written first and expected first.

    Without a mark, input is taken to be in this machine's order."""
    import sys
    little = sys.byteorder == "little"
    encode_native = encode_le if little else encode_be

    def decode(input, errors="strict"):
        text, consumed, _ = decode_ex(input, errors, 0, True)
        return text, consumed

    decode.__module__ = ns["__name__"]
    decode.__qualname__ = "decode"

    native_first = (decode_le, decode_be) if little else (decode_be, decode_le)
    least = 2 if name == "utf-16" else 4

    class Ordered:
        # Mixin: the function for the order of the bytes, once that is settled.
        chosen = None

        def reset(self):
            super().reset()
            self.chosen = None

    class Marking(Ordered):
        def start(self, input, errors):
            data = encode(input, errors)
            self.chosen = encode_native
            return data

    class Reading(Ordered):
        def start(self, input, errors, final):
            text, consumed, order = decode_ex(input, errors, 0, final)
            if order:                   # -1 little, 1 big, 0 no mark (or no data yet)
                self.chosen = decode_le if order < 0 else decode_be
            elif consumed >= least:
                raise UnicodeDecodeError(name, input, 0, least,
                                         "Stream does not start with BOM")
            return text, consumed

    class IncrementalEncoder(Marking, codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return (self.chosen or self.start)(input, self.errors)[0]

        # The state: 2 if the mark is still to be written.

        def getstate(self):
            return 2 if self.chosen is None else 0

        def setstate(self, state):
            self.chosen = encode_native if not state else None

    class IncrementalDecoder(Reading, codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return (self.chosen or self.start)(input, errors, final)

        # The state's int: 2 not settled, 1 the machine's other order, 0 the machine's own.

        def getstate(self):
            settled = self.chosen is not None
            return super().getstate()[0], native_first.index(self.chosen) if settled else 2

        def setstate(self, state):
            super().setstate(state)
            self.chosen = None if state[1] == 2 else native_first[state[1] != 0]

    class StreamWriter(Marking, codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return (self.chosen or self.start)(input, errors)

    class StreamReader(Reading, codecs.StreamReader):
        def decode(self, input, errors="strict"):
            return (self.chosen or self.start)(input, errors, False)

    ns["encode"] = encode
    ns["decode"] = decode
    _finish(ns, name, encode, decode, None, None, IncrementalEncoder,
            IncrementalDecoder, StreamWriter, StreamReader)
