# The UTF-8 codec with a signature: one is written first, and one at the start is skipped.

import codecs


def encode(input, errors="strict"):
    return codecs.BOM_UTF8 + codecs.utf_8_encode(input, errors)[0], len(input)


def decode(input, errors="strict"):
    skipped = 0
    if input[:3] == codecs.BOM_UTF8:
        input = input[3:]
        skipped = 3
    text, consumed = codecs.utf_8_decode(input, errors, True)
    return text, consumed + skipped


class IncrementalEncoder(codecs.IncrementalEncoder):
    def __init__(self, errors="strict"):
        codecs.IncrementalEncoder.__init__(self, errors)
        self.first = 1

    def encode(self, input, final=False):
        output = codecs.utf_8_encode(input, self.errors)[0]
        if self.first:
            self.first = 0
            return codecs.BOM_UTF8 + output
        return output

    def reset(self):
        codecs.IncrementalEncoder.reset(self)
        self.first = 1

    def getstate(self):
        return self.first

    def setstate(self, state):
        self.first = state


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def __init__(self, errors="strict"):
        codecs.BufferedIncrementalDecoder.__init__(self, errors)
        self.first = 1

    def _buffer_decode(self, input, errors, final):
        skipped = 0
        if self.first:
            if len(input) < 3 and codecs.BOM_UTF8.startswith(input):
                if not final:
                    # It may become the signature.
                    return "", 0
            elif input[:3] == codecs.BOM_UTF8:
                input = input[3:]
                skipped = 3
            self.first = 0
        text, consumed = codecs.utf_8_decode(input, errors, final)
        return text, consumed + skipped

    def reset(self):
        codecs.BufferedIncrementalDecoder.reset(self)
        self.first = 1

    def getstate(self):
        return codecs.BufferedIncrementalDecoder.getstate(self)[0], self.first

    def setstate(self, state):
        codecs.BufferedIncrementalDecoder.setstate(self, state)
        self.first = state[1]


class StreamWriter(codecs.StreamWriter):
    def reset(self):
        codecs.StreamWriter.reset(self)
        try:
            del self.encode
        except AttributeError:
            pass

    def encode(self, input, errors="strict"):
        self.encode = codecs.utf_8_encode
        return encode(input, errors)


class StreamReader(codecs.StreamReader):
    def reset(self):
        codecs.StreamReader.reset(self)
        try:
            del self.decode
        except AttributeError:
            pass

    def decode(self, input, errors="strict"):
        if len(input) < 3:
            if codecs.BOM_UTF8.startswith(input):
                return "", 0
        elif input[:3] == codecs.BOM_UTF8:
            self.decode = codecs.utf_8_decode
            text, consumed = codecs.utf_8_decode(input[3:], errors)
            return text, consumed + 3
        self.decode = codecs.utf_8_decode
        return codecs.utf_8_decode(input, errors)


def getregentry():
    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter,
                            IncrementalEncoder, IncrementalDecoder, "utf-8-sig")
