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

    def choose(order, input, consumed):
        # The decoder for the order seen: -1 little, 1 big, 0 no mark (or no data yet).
        if order == -1:
            return decode_le
        if order == 1:
            return decode_be
        if consumed >= least:
            raise UnicodeDecodeError(name, input, 0, least,
                                     "Stream does not start with BOM")
        return None

    least = 2 if name == "utf-16" else 4

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            codecs.IncrementalEncoder.__init__(self, errors)
            self.encoder = None

        def encode(self, input, final=False):
            if self.encoder is None:
                result = encode(input, self.errors)[0]
                self.encoder = encode_native
                return result
            return self.encoder(input, self.errors)[0]

        def reset(self):
            codecs.IncrementalEncoder.reset(self)
            self.encoder = None

        def getstate(self):
            # 2: the mark is still to be written.
            return 0 if self.encoder else 2

        def setstate(self, state):
            self.encoder = None if state else encode_native

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            codecs.BufferedIncrementalDecoder.__init__(self, errors)
            self.decoder = None

        def _buffer_decode(self, input, errors, final):
            if self.decoder is not None:
                return self.decoder(input, self.errors, final)
            text, consumed, order = decode_ex(input, errors, 0, final)
            self.decoder = choose(order, input, consumed)
            return text, consumed

        def reset(self):
            codecs.BufferedIncrementalDecoder.reset(self)
            self.decoder = None

        def getstate(self):
            # The int: 2 not decided, 1 the machine's other order, 0 the machine's own.
            buffered = codecs.BufferedIncrementalDecoder.getstate(self)[0]
            if self.decoder is None:
                return buffered, 2
            own = decode_le if little else decode_be
            return buffered, int(self.decoder is not own)

        def setstate(self, state):
            codecs.BufferedIncrementalDecoder.setstate(self, state)
            if state[1] == 2:
                self.decoder = None
            else:
                self.decoder = decode_le if little == (state[1] == 0) else decode_be

    class StreamWriter(codecs.StreamWriter):
        def __init__(self, stream, errors="strict"):
            codecs.StreamWriter.__init__(self, stream, errors)
            self.encoder = None

        def reset(self):
            codecs.StreamWriter.reset(self)
            self.encoder = None

        def encode(self, input, errors="strict"):
            if self.encoder is None:
                result = encode(input, errors)
                self.encoder = encode_native
                return result
            return self.encoder(input, errors)

    class StreamReader(codecs.StreamReader):
        def reset(self):
            codecs.StreamReader.reset(self)
            try:
                del self.decode
            except AttributeError:
                pass

        def decode(self, input, errors="strict"):
            text, consumed, order = decode_ex(input, errors, 0, False)
            chosen = choose(order, input, consumed)
            if chosen is not None:
                self.decode = chosen
            return text, consumed

    ns["encode"] = encode
    ns["decode"] = decode
    _finish(ns, name, encode, decode, None, None, IncrementalEncoder,
            IncrementalDecoder, StreamWriter, StreamReader)
