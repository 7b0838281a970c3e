# The Punycode codec (RFC 3492): Unicode in letters, digits and hyphens.

import codecs
from ._define import stateless

_digits = b"abcdefghijklmnopqrstuvwxyz0123456789"

# The parameters of Bootstring for Punycode.
_base, _tmin, _tmax, _skew, _damp, _bias, _n = 36, 1, 26, 38, 700, 72, 128


def _adapt(delta, first, count):
    # The next bias.
    delta //= _damp if first else 2
    delta += delta // count
    steps = 0
    while delta > ((_base - _tmin) * _tmax) // 2:
        delta //= _base - _tmin
        steps += _base
    return steps + (_base - _tmin + 1) * delta // (delta + _skew)


def _threshold(k, bias):
    return min(max(k - bias, _tmin), _tmax)


def punycode_encode(text):
    """The Punycode of a str, as bytes."""
    basic = bytes([ord(c) for c in text if ord(c) < 128])
    out = bytearray(basic)
    if basic:
        out += b"-"
    n, delta, bias = _n, 0, _bias
    done = len(basic)
    points = [ord(c) for c in text]
    for m in sorted({p for p in points if p >= 128}):
        delta += (m - n) * (done + 1)
        n = m
        for p in points:
            if p < n:
                delta += 1
            elif p == n:
                # The distance as a number of variable length.
                q, k = delta, _base
                while True:
                    t = _threshold(k, bias)
                    if q < t:
                        break
                    q -= t
                    out.append(_digits[t + q % (_base - t)])
                    q //= _base - t
                    k += _base
                out.append(_digits[q])
                bias = _adapt(delta, done == len(basic), done + 1)
                delta = 0
                done += 1
        delta += 1
        n += 1
    return bytes(out)


def punycode_decode(data, errors="strict"):
    """The str of Punycode bytes."""
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError(f"Unsupported error handling: {errors}")
    data = bytes(data)
    cut = data.rfind(b"-")
    try:
        chars = list(data[:max(cut, 0)].decode("ascii", errors))
    except UnicodeDecodeError as exc:
        raise UnicodeDecodeError("ascii", data, exc.start, exc.end, exc.reason) from None
    pos = cut + 1
    n, i, bias = _n, 0, _bias
    first = True
    while pos < len(data):
        old_i, weight, k = i, 1, _base
        while True:
            if pos >= len(data):
                if errors == "strict":
                    raise UnicodeDecodeError("punycode", data, len(data), len(data) + 1,
                                             "incomplete punycode string")
                return "".join(chars)
            digit = _digits.find(data[pos:pos + 1].lower())
            if digit < 0:
                if errors == "strict":
                    raise UnicodeDecodeError("punycode", data, pos, pos + 1,
                                             f"Invalid extended code point "
                                             f"'{chr(data[pos])}'")
                return "".join(chars)
            pos += 1
            i += digit * weight
            t = _threshold(k, bias)
            if digit < t:
                break
            weight *= _base - t
            k += _base
        bias = _adapt(i - old_i, first, len(chars) + 1)
        first = False
        n += i // (len(chars) + 1)
        i %= len(chars) + 1
        if n > 0x10FFFF:
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, pos - 1, pos,
                                         f"Invalid character U+{n:x}")
            n = ord("?")
        chars.insert(i, chr(n))
        i += 1
    return "".join(chars)


def encode(input, errors="strict"):
    return punycode_encode(input), len(input)


def decode(input, errors="strict"):
    return punycode_decode(input, errors), len(input)


stateless(globals(), "punycode", encode, decode)
