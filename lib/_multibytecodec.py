# _multibytecodec: the coders of the multibyte encodings, which keep a state and what is
# left over of incomplete input between calls.  A subclass's attribute "codec" is one of
# the codecs that _codecs_cn and its like give.

import _codecs_jp

MultibyteCodec = type(_codecs_jp.getcodec("cp932"))
del _codecs_jp

_max_text = 2
_max_bytes = 8


def _codec_of(cls):
    codec = cls.codec
    if not isinstance(codec, MultibyteCodec):
        raise TypeError("codec is unexpected type")
    return codec


class _Coder:
    def __new__(cls, *args, **kwargs):
        codec = _codec_of(cls)
        self = super().__new__(cls)
        self._codec = codec
        self._state = codec._start()
        return self

    def _set_errors(self, errors):
        if not isinstance(errors, str):
            raise TypeError("errors must be a string")
        self._errors = errors

    errors = property(lambda self: self._errors, _set_errors, doc="how to treat errors")


def _check_errors(name, errors):
    if errors is not None and not isinstance(errors, str):
        raise TypeError(f"{name}() argument 1 must be str, not {type(errors).__name__}")
    return errors if errors is not None else "strict"


class _Encoder(_Coder):
    _text = ""

    def _encode(self, input, final):
        if not isinstance(input, str):
            input = str(input)
        if self._text:
            input = self._text + input
        out, used, state = self._codec._encode(input, self._state, self._errors, final)
        rest = input[used:] if used < len(input) else ""
        if len(rest) > _max_text:
            raise UnicodeEncodeError(self._name(), input, used, len(input),
                                     "pending buffer overflow")
        self._text = rest
        self._state = state
        return out

    def _name(self):
        return type(self).__name__

    def _reset(self):
        out = b""
        if self._text or self._state != self._codec._start():
            out = self._encode("", True)
        self._text = ""
        self._state = self._codec._start()
        return out


class MultibyteIncrementalEncoder(_Encoder):
    def __init__(self, errors="strict"):
        self._errors = _check_errors("IncrementalEncoder", errors)

    def encode(self, input, final=False):
        return self._encode(input, bool(final))

    def getstate(self):
        text = self._text.encode("utf-8")
        return int.from_bytes(bytes([len(text)]) + text + self._state.to_bytes(8, "little"),
                              "little")

    def setstate(self, state, /):
        if not isinstance(state, int):
            raise TypeError(f"setstate() argument must be int, not {type(state).__name__}")
        raw = state.to_bytes(1 + _max_bytes + 8, "little")
        size = raw[0]
        if size > _max_bytes:
            raise UnicodeError("pending buffer too large")
        text = raw[1:1 + size].decode("utf-8")
        self._text = text
        self._state = int.from_bytes(raw[1 + size:1 + size + 8], "little")

    def reset(self):
        # What ends the state would have to be written, and nobody takes it.
        self._text = ""
        self._state = self._codec._start()


class _Decoder(_Coder):
    _bytes = b""

    def _decode(self, data, final):
        if self._bytes:
            data = self._bytes + bytes(data)
        out, used, state = self._codec._decode(data, self._state, self._errors, final)
        rest = bytes(data[used:])
        if len(rest) > _max_bytes:
            raise UnicodeDecodeError(type(self).__name__, bytes(data), used, len(data),
                                     "pending buffer overflow")
        self._bytes = rest
        self._state = state
        return out


class MultibyteIncrementalDecoder(_Decoder):
    def __init__(self, errors="strict"):
        self._errors = _check_errors("IncrementalDecoder", errors)

    def decode(self, input, final=False):
        if isinstance(input, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return self._decode(input, bool(final))

    def getstate(self):
        return self._bytes, self._state

    def setstate(self, state, /):
        if not isinstance(state, tuple):
            raise TypeError(f"setstate() argument must be tuple, not {type(state).__name__}")
        if (len(state) != 2 or not isinstance(state[0], bytes)
                or not isinstance(state[1], int)):
            raise TypeError("setstate(): illegal state argument")
        data, number = state
        if len(data) > _max_bytes:
            raise UnicodeDecodeError(_names.get(type(self).__module__, self._encoding()), data, 0,
                                     len(data), "pending buffer too large")
        number.to_bytes(8, "little")
        self._bytes = data
        self._state = number

    def _encoding(self):
        return type(self).__module__.rpartition(".")[2]

    def reset(self):
        self._bytes = b""
        self._state = self._codec._start()


_names = {}


class MultibyteStreamReader(_Decoder):
    def __init__(self, stream, errors="strict"):
        self._errors = _check_errors("StreamReader", errors)
        self._stream = stream

    stream = property(lambda self: self._stream)

    def _read(self, method, size):
        if size is None:
            size = -1
        elif not isinstance(size, int):
            raise TypeError("arg 1 must be an integer")
        if size == 0:
            return ""
        read = getattr(self._stream, method)
        while True:
            data = read() if size < 0 else read(size)
            if not isinstance(data, bytes):
                raise TypeError("stream function returned a non-bytes object "
                                f"({type(data).__name__})")
            end = not data
            out = self._decode(data, end or size < 0)
            if out or end or size < 0:
                return out
            size = 1    # an incomplete character: up to its end

    def read(self, sizeobj=None, /):
        return self._read("read", sizeobj)

    def readline(self, sizeobj=None, /):
        return self._read("readline", sizeobj)

    def readlines(self, sizehintobj=None, /):
        return self._read("read", sizehintobj).splitlines(True)

    def reset(self):
        self._bytes = b""
        self._state = self._codec._start()


class MultibyteStreamWriter(_Encoder):
    def __init__(self, stream, errors="strict"):
        self._errors = _check_errors("StreamWriter", errors)
        self._stream = stream

    stream = property(lambda self: self._stream)

    def write(self, strobj, /):
        self._stream.write(self._encode(strobj, False))

    def writelines(self, lines, /):
        try:
            count = len(lines)
            lines[0:0]
        except TypeError:
            raise TypeError("arg must be a sequence object") from None
        for i in range(count):
            self.write(lines[i])

    def reset(self):
        out = self._reset()
        if out:
            self._stream.write(out)
