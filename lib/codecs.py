# codecs: the codec registry, base classes for codecs, and streams that encode and decode.
# The registry and the codecs proper are native (_codecs).
# Invariant of a StreamReader: what it read of its stream and did not return yet is, in order,
# linebuffer (whole lines, the next one last, or None), charbuffer (decoded) and bytebuffer.

import builtins
import sys
from _codecs import *

__all__ = """
    register lookup encode decode open EncodedFile iterencode iterdecode register_error lookup_error
    getencoder getdecoder getincrementalencoder getincrementaldecoder getreader getwriter
    CodecInfo Codec IncrementalEncoder IncrementalDecoder
    StreamReader StreamWriter StreamReaderWriter StreamRecoder
    BOM BOM_BE BOM_LE BOM32_BE BOM32_LE BOM64_BE BOM64_LE BOM_UTF8 BOM_UTF16 BOM_UTF16_LE
    BOM_UTF16_BE BOM_UTF32 BOM_UTF32_LE BOM_UTF32_BE
    strict_errors ignore_errors replace_errors xmlcharrefreplace_errors backslashreplace_errors
    namereplace_errors
""".split()

for _name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace",
              "namereplace"):
    globals()[_name + "_errors"] = lookup_error(_name)
del _name

# Byte order marks: U+FEFF in each encoding. Those with numbers are old names, which count the
# bits of two units.
BOM_UTF8 = "\ufeff".encode("utf-8")
BOM_LE = BOM32_LE = BOM_UTF16_LE = bytes([0xFF, 0xFE])
BOM_BE = BOM32_BE = BOM_UTF16_BE = BOM_LE[::-1]
BOM64_LE = BOM_UTF32_LE = BOM_LE + bytes(2)
BOM64_BE = BOM_UTF32_BE = BOM64_LE[::-1]
BOM_UTF32 = BOM_UTF32_LE if sys.byteorder == "little" else BOM_UTF32_BE
BOM = BOM_UTF16 = BOM_LE if sys.byteorder == "little" else BOM_BE


# ---------------------------------------------------------------- the registry

class CodecInfo(tuple):
    """What a search function returns: a codec's functions and classes."""

    # False for codecs such as hex, which str.encode() and open() refuse.
    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        info = super().__new__(cls, (encode, decode, streamreader, streamwriter))
        vars(info).update(
            name=name, encode=encode, decode=decode, streamreader=streamreader,
            streamwriter=streamwriter, incrementalencoder=incrementalencoder,
            incrementaldecoder=incrementaldecoder)
        if _is_text_encoding is not None:
            info._is_text_encoding = _is_text_encoding
        return info

    def __getnewargs__(self):
        return (*self,)

    def __repr__(self):
        cls = type(self)
        return "<%s.%s object for encoding %s at %#x>" % (
            cls.__module__, cls.__qualname__, self.name, id(self))


def _required(part, encoding):
    found = getattr(lookup(encoding), part)
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementaldecoder(encoding):
    """An encoding's IncrementalDecoder class; LookupError if it has none."""
    return _required("incrementaldecoder", encoding)


def getincrementalencoder(encoding):
    """An encoding's IncrementalEncoder class; LookupError if it has none."""
    return _required("incrementalencoder", encoding)


# A CodecInfo is a tuple of these four.

def getencoder(encoding):
    """An encoding's encoding function."""
    return lookup(encoding)[0]


def getdecoder(encoding):
    """An encoding's decoding function."""
    return lookup(encoding)[1]


def getreader(encoding):
    """An encoding's StreamReader class."""
    return lookup(encoding)[2]


def getwriter(encoding):
    """An encoding's StreamWriter class."""
    return lookup(encoding)[3]


def make_encoding_map(decoding_map):
    """The inverse of a decoding map; what several bytes decode to maps to None."""
    inverse = {}
    for byte, char in decoding_map.items():
        inverse[char] = None if char in inverse else byte
    return inverse


def make_identity_dict(rng):
    """A dict that maps each integer of a range to itself."""
    return dict(zip(rng, rng))


# ---------------------------------------------------------------- codecs

class Codec:
    """The interface of stateless encoders and decoders.

    errors names an error handler: 'strict', 'ignore', 'replace', 'surrogateescape',
    'xmlcharrefreplace', 'backslashreplace', 'namereplace' or a registered one.
    """

    def decode(self, input, errors="strict"):
        """Return (output, length consumed)."""
        raise NotImplementedError

    def encode(self, input, errors="strict"):
        """Return (output, length consumed)."""
        raise NotImplementedError


class IncrementalDecoder:
    """A decoder that takes its input in pieces and keeps state between them."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        """Decode a piece; final says that it is the last."""
        raise NotImplementedError

    def getstate(self):
        """The state: (input not decoded yet, an int for the rest)."""
        return b"", 0

    def setstate(self, state):
        """Go to a state that getstate() gave."""

    def reset(self):
        """Forget the state."""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """An incremental decoder that keeps incomplete input for the next piece."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        """Return (output, length consumed)."""
        raise NotImplementedError

    def decode(self, input, final=False):
        waiting = self.buffer + input
        text, used = self._buffer_decode(waiting, self.errors, final)
        self.buffer = waiting[used:]
        return text

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer, _ = state

    def reset(self):
        self.buffer = b""


class IncrementalEncoder:
    """An encoder that takes its input in pieces and keeps state between them."""

    def __init__(self, errors="strict"):
        self.errors, self.buffer = errors, ""

    def encode(self, input, final=False):
        """Encode a piece; final says that it is the last."""
        raise NotImplementedError

    def getstate(self):
        """The state, as an int."""
        return 0

    def setstate(self, state):
        """Go to a state that getstate() gave."""

    def reset(self):
        """Forget the state."""


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An incremental encoder that keeps input it could not encode yet."""

    def _buffer_encode(self, input, errors, final):
        """Return (output, length consumed)."""
        raise NotImplementedError

    def encode(self, input, final=False):
        waiting = self.buffer + input
        coded, used = self._buffer_encode(waiting, self.errors, final)
        self.buffer = waiting[used:]
        return coded

    def getstate(self):
        return self.buffer if self.buffer else 0

    def setstate(self, state):
        self.buffer = state if state else ""

    def reset(self):
        self.buffer = ""


def _converted(convert, pieces, end):
    # The results that are not empty, also the one of ending.
    for piece in pieces:
        if result := convert(piece):
            yield result
    if result := convert(end, True):
        yield result


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encode the strings of an iterator piece by piece."""
    coder = getincrementalencoder(encoding)(errors, **kwargs)
    yield from _converted(coder.encode, iterator, "")


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decode the bytes of an iterator piece by piece."""
    coder = getincrementaldecoder(encoding)(errors, **kwargs)
    yield from _converted(coder.decode, iterator, b"")


# ---------------------------------------------------------------- streams

def _over_stream(cls):
    """Class decorator: what the class does not have, its instances take from their stream."""
    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {type(self).__name__}")

    for method in (__getattr__, __enter__, __exit__, __reduce_ex__):
        setattr(cls, method.__name__, method)
    return cls


@_over_stream
class StreamReader(Codec):
    """A file that decodes what is read of another file."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        StreamReader.reset(self)

    def reset(self):
        """Forget what was read ahead."""
        self.linebuffer = None
        self.charbuffer = self.charbuffertype()
        self.bytebuffer = b""

    def seek(self, offset, whence=0):
        """Go elsewhere in the stream, and forget what was read ahead."""
        self.stream.seek(offset, whence)
        self.reset()

    def _pull(self, size, firstline):
        """Decode a piece of the stream into charbuffer, and say whether there was one."""
        piece = self.stream.read(size) if size >= 0 else self.stream.read()
        waiting = self.bytebuffer + piece
        if waiting:
            try:
                text, used = self.decode(waiting, self.errors)
            except UnicodeDecodeError as error:
                if not firstline:
                    raise
                text, used = self.decode(waiting[:error.start], self.errors)
                if len(text.splitlines()) < 2:
                    raise
            self.bytebuffer = waiting[used:]
            self.charbuffer += text
        return bool(piece)

    def read(self, size=-1, chars=-1, firstline=False):
        """Read and decode.

        size says about how many bytes to read at a time, chars how many characters to return
        at most (by default as many as size); negative, all.  With firstline, an error behind
        the first line is left for a later call.
        """
        if self.linebuffer:
            ahead = self.linebuffer[::-1]
            self.charbuffer = self.charbuffertype().join([*ahead, self.charbuffer])
        self.linebuffer = None
        limit = size if chars < 0 else chars
        while limit < 0 or len(self.charbuffer) < limit:
            if not self._pull(size, firstline):
                break
        text = self.charbuffer
        if limit < 0:
            limit = len(text)
        self.charbuffer = text[limit:]
        return text[:limit]

    def _find_line(self, step, once):
        """Read up to the end of a line, or once only; keep the lines behind it."""
        found = self.charbuffertype()
        while True:
            piece = self.read(step, firstline=True)
            if piece.endswith("\r" if isinstance(piece, str) else b"\r"):
                piece += self.read(1, 1)        # a line end of two characters may be cut in half
            found += piece
            first, *others = found.splitlines(True) or [found]
            if others:
                self.charbuffer = others.pop() + self.charbuffer
                self.linebuffer = others[::-1]
                return first
            if once or not piece or first.splitlines() != [first]:
                return found
            step = min(2 * step, 8000)

    def readline(self, size=None, keepends=True):
        """Read a line; size says about how many bytes to read at a time."""
        if self.linebuffer:
            line = self.linebuffer.pop()
        else:
            line = self._find_line(size or 72, size is not None)
        return line if keepends or not line else line.splitlines()[0]

    def readlines(self, sizehint=None, keepends=True):
        """Read all lines; sizehint is ignored."""
        return self.read().splitlines(keepends)

    def __iter__(self):
        return self

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration


@_over_stream
class StreamWriter(Codec):
    """A file that encodes what is written to it into another file."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def reset(self):
        """Bring the output into a clean state."""

    def seek(self, offset, whence=0):
        """Go elsewhere in the stream; at its start the encoder starts anew, too."""
        self.stream.seek(offset, whence)
        if offset == whence == 0:
            self.reset()

    def write(self, object):
        """Write an object's encoding."""
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        """Write the concatenated elements of a list."""
        self.write("".join(list))


@_over_stream
class StreamReaderWriter:
    """A file that decodes what is read and encodes what is written."""

    encoding = "unknown"                # what open() says

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.writer = Writer(stream, errors)
        self.reader = Reader(stream, errors)
        self.stream, self.errors = stream, errors

    def reset(self):
        """Reset the reader and the writer."""
        for part in (self.reader, self.writer):
            part.reset()

    def seek(self, offset, whence=0):
        """Go elsewhere in the stream."""
        self.stream.seek(offset, whence)
        self.reader.reset()
        if offset == whence == 0:
            self.writer.reset()

    def write(self, data):
        """Encode and write a string."""
        return self.writer.write(data)

    def writelines(self, list):
        """Encode and write strings."""
        return self.writer.writelines(list)

    def read(self, size=-1):
        """Read and decode."""
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        """Read and decode a line."""
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None, keepends=True):
        """Read and decode all lines."""
        return self.reader.readlines(sizehint, keepends)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)


@_over_stream
class StreamRecoder:
    """A file of bytes in one encoding over a file of bytes in another.

    encode and decode face the user; Reader and Writer face the stream.
    """

    data_encoding = file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.encode, self.decode = encode, decode
        self.writer = Writer(stream, errors)
        self.reader = Reader(stream, errors)
        self.stream, self.errors = stream, errors

    def reset(self):
        """Reset the reader and the writer."""
        for part in (self.reader, self.writer):
            part.reset()

    def seek(self, offset, whence=0):
        """Go elsewhere in the stream."""
        for part in (self.reader, self.writer):
            part.seek(offset, whence)

    def _out(self, text):
        return self.encode(text, self.errors)[0]

    def write(self, data):
        """Decode the user's bytes, and write them in the stream's encoding."""
        text, _ = self.decode(data, self.errors)
        return self.writer.write(text)

    def writelines(self, list):
        """Write the concatenated elements of a list."""
        return self.write(b"".join(list))

    def read(self, size=-1):
        """Read, in the user's encoding."""
        return self._out(self.reader.read(size))

    def readline(self, size=None):
        """Read a line, in the user's encoding."""
        return self._out(self.reader.readline(*(() if size is None else (size,))))

    def readlines(self, sizehint=None):
        """Read all lines, in the user's encoding."""
        return self.read().splitlines(True)

    def __iter__(self):
        return self

    def __next__(self):
        return self._out(next(self.reader))


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Open a file, in binary mode, to be read and written through an encoding."""
    if sys.version_info >= (3, 14):
        from warnings import warn
        warn("codecs.open() is deprecated. Use open() instead.", DeprecationWarning, 2)
    if encoding is None:
        return builtins.open(filename, mode, buffering)
    raw = builtins.open(filename, mode if "b" in mode else mode + "b", buffering)
    try:
        wrapped = StreamReaderWriter(raw, getreader(encoding), getwriter(encoding), errors)
    except BaseException:
        raw.close()
        raise
    wrapped.encoding = encoding
    return wrapped


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """Wrap a file of one encoding to be used in another."""
    if file_encoding is None:
        file_encoding = data_encoding
    encoder, decoder, *_ = lookup(data_encoding)
    *_, reader, writer = lookup(file_encoding)
    recoder = StreamRecoder(file, encoder, decoder, reader, writer, errors)
    recoder.data_encoding, recoder.file_encoding = data_encoding, file_encoding
    return recoder
