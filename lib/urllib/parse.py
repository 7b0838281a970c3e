"""Taking URLs apart, joining them, and quoting what goes into them (RFC 3986)"""

import functools

from collections import namedtuple

import _percent

__all__ = """
    urlsplit urlunsplit SplitResult SplitResultBytes
    urlparse urlunparse ParseResult ParseResultBytes
    urldefrag DefragResult DefragResultBytes urljoin
    quote quote_plus quote_from_bytes unquote unquote_plus unquote_to_bytes
    urlencode parse_qs parse_qsl
    """.split()

# What is known of schemes; programs may add theirs.  The empty string stands for no scheme.
uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp",
                 "mms", "prospero", "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]

uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms",
               "https", "shttp", "snews", "prospero", "rtsp", "rtsps", "rtspu", "rsync",
               "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss", "itms-services"]

uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps",
               "rtspu", "sip", "sips", "mms", "sftp", "tel"]

non_hierarchical = ["gopher", "hdl", "mailto", "news", "telnet", "wais", "imap", "snews", "sip", "sips"]

uses_query = ["", "http", "wais", "imap", "https", "shttp", "mms", "gopher", "rtsp", "rtsps",
              "rtspu", "sip", "sips"]

uses_fragment = ["", "ftp", "hdl", "http", "gopher", "news", "nntp", "wais", "https", "shttp",
                 "snews", "file", "prospero"]

scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_SCHEME_CHARS = frozenset(scheme_chars)

# What browsers drop at the ends of a URL, and anywhere in it.
_CONTROLS_OR_SPACE = "".join(map(chr, range(33)))
_DROPPED = str.maketrans("", "", "\t\r\n")


def clear_cache():
    """Forget what urlsplit() remembers."""
    urlsplit.cache_clear()


# ---------------------------------------------------------------- text and bytes

def _as_text(args):
    # ASCII text for arguments that are all str or all bytes-like, and what makes the result
    # the same kind.  Empty strings stand for missing ones, whose kind does not matter.
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_text:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return args, _same
    return [arg.decode("ascii", "strict") if arg else "" for arg in args], _encoded


def _same(result):
    return result


def _encoded(result):
    return result.encode("ascii", "strict")


class _TextResult:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        """The same result, of bytes."""
        return self._encoded_counterpart(*[part.encode(encoding, errors) for part in self])


class _BytesResult:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        """The same result, of text."""
        return self._decoded_counterpart(*[part.decode(encoding, errors) for part in self])


class _Netloc:
    # The parts of a result's netloc.  Subclasses have the characters that separate them.
    __slots__ = ()

    def _split_user(self):
        user, at, _ = self.netloc.rpartition(self._AT)
        if not at:
            return None, None
        name, colon, password = user.partition(self._COLON)
        return name, password if colon else None

    def _split_host(self):
        host = self.netloc.rpartition(self._AT)[2]
        _, bracket, rest = host.partition(self._OPEN)
        if bracket:
            host, _, port = rest.partition(self._CLOSE)
            port = port.partition(self._COLON)[2]
        else:
            host, _, port = host.partition(self._COLON)
        return host, port or None

    @property
    def username(self):
        return self._split_user()[0]

    @property
    def password(self):
        return self._split_user()[1]

    @property
    def hostname(self):
        host = self._split_host()[0]
        if not host:
            return None
        # A zone is not case-insensitive.
        host, percent, zone = host.partition(self._PERCENT)
        return host.lower() + percent + zone

    @property
    def port(self):
        port = self._split_host()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        port = int(port)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port

    __class_getitem__ = classmethod(type(list[int]))


class _TextNetloc(_Netloc, _TextResult):
    __slots__ = ()
    _AT, _COLON, _OPEN, _CLOSE, _PERCENT = "@:[]%"


class _BytesNetloc(_Netloc, _BytesResult):
    __slots__ = ()
    _AT, _COLON, _OPEN, _CLOSE, _PERCENT = b"@", b":", b"[", b"]", b"%"


_DefragResultBase = namedtuple("_DefragResultBase", "url fragment")
_SplitResultBase = namedtuple("_SplitResultBase", "scheme netloc path query fragment")
_ParseResultBase = namedtuple("_ParseResultBase", "scheme netloc path params query fragment")

_DefragResultBase.__doc__ = "DefragResult(url, fragment): a URL in front of # and the fragment after it."
_SplitResultBase.__doc__ = "SplitResult(scheme, netloc, path, query, fragment): the five parts of a URL."
_ParseResultBase.__doc__ = ("ParseResult(scheme, netloc, path, params, query, fragment): the parts of a URL, "
                            "and the parameters of its path's last segment.")
_DefragResultBase.url.__doc__ = "The URL without its fragment."
for _base, _docs in (
        (_SplitResultBase, ()),
        (_ParseResultBase, (("params", "The parameters of the last segment of the path, after ;."),))):
    for _name, _doc in (("scheme", "The scheme, in lower case."),
                        ("netloc", "User, host and port, after //."),
                        ("path", "The path."),
                        ("query", "The query, after ?."),
                        ("fragment", "The fragment, after #.")) + _docs:
        getattr(_base, _name).__doc__ = _doc
_DefragResultBase.fragment.__doc__ = "The fragment, after #."
del _base, _docs, _name, _doc

# An old name.
ResultBase = _TextNetloc


class DefragResult(_DefragResultBase, _TextResult):
    __slots__ = ()

    def geturl(self):
        """The URL, put together again."""
        return self.url + "#" + self.fragment if self.fragment else self.url


class SplitResult(_SplitResultBase, _TextNetloc):
    __slots__ = ()

    def geturl(self):
        """The URL, put together again."""
        return urlunsplit(self)


class ParseResult(_ParseResultBase, _TextNetloc):
    __slots__ = ()

    def geturl(self):
        """The URL, put together again."""
        return urlunparse(self)


class DefragResultBytes(_DefragResultBase, _BytesResult):
    __slots__ = ()

    def geturl(self):
        """The URL, put together again."""
        return self.url + b"#" + self.fragment if self.fragment else self.url


class SplitResultBytes(_SplitResultBase, _BytesNetloc):
    __slots__ = ()

    def geturl(self):
        """The URL, put together again."""
        return urlunsplit(self)


class ParseResultBytes(_ParseResultBase, _BytesNetloc):
    __slots__ = ()

    def geturl(self):
        """The URL, put together again."""
        return urlunparse(self)


for _text, _bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes),
                      (ParseResult, ParseResultBytes)):
    _text._encoded_counterpart = _bytes
    _bytes._decoded_counterpart = _text
del _text, _bytes


# ---------------------------------------------------------------- taking apart

def urlparse(url, scheme="", allow_fragments=True):
    """The six parts of a URL: scheme://netloc/path;parameters?query#fragment.

    scheme is what a URL without one gets.  The parts are not unquoted; those that are
    missing are empty.  allow_fragments=False leaves a fragment where it is."""
    (url, scheme), result = _as_text((url, scheme))
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if ";" in path and scheme in uses_params:
        path, params = _split_params(path)
    return result(ParseResult(scheme, netloc, path, params, query, fragment))


def _split_params(path):
    # The parameters of the last segment.
    semicolon = path.find(";", path.rfind("/") + 1)
    return (path, "") if semicolon < 0 else (path[:semicolon], path[semicolon + 1:])


@functools.lru_cache(typed=True)
def urlsplit(url, scheme="", allow_fragments=True):
    """The five parts of a URL: scheme://netloc/path?query#fragment.

    As urlparse(), which takes parameters apart from the path too."""
    (url, scheme), result = _as_text((url, scheme))
    url = url.lstrip(_CONTROLS_OR_SPACE)
    scheme = scheme.strip(_CONTROLS_OR_SPACE)
    if not url.isprintable():
        url = url.translate(_DROPPED)
    scheme = scheme.translate(_DROPPED)
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and _SCHEME_CHARS.issuperset(url[:colon]):
        scheme, url = url[:colon].lower(), url[colon + 1:]
    if url.startswith("//"):
        end = min([i for i in (url.find("/", 2), url.find("?", 2), url.find("#", 2)) if i >= 0],
                  default=len(url))
        netloc, url = url[2:end], url[end:]
        _check_netloc(netloc)
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return result(SplitResult(scheme, netloc, url, query, fragment))


def _check_netloc(netloc):
    if "[" in netloc or "]" in netloc:
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        before, bracket, rest = netloc.rpartition("@")[2].partition("[")
        host, _, port = rest.partition("]")
        if before or not bracket or port and port[0] != ":":
            raise ValueError("Invalid IPv6 URL")
        _check_bracketed_host(host)
    if netloc.isascii():
        return
    # Characters that normalize to a separator would make another host of it.
    import unicodedata
    plain = netloc.translate({ord(c): None for c in "@:#?"})
    normal = unicodedata.normalize("NFKC", plain)
    if plain != normal and any(c in normal for c in "/?#@:"):
        raise ValueError("netloc " + repr(netloc) + " contains invalid "
                         + "characters under NFKC normalization")


def _check_bracketed_host(host):
    # An address of IPv6 or later (RFC 3986, 3.2.2).
    if host.startswith("v"):
        import re
        if not re.match(r"\Av[a-fA-F0-9]+\..+\Z", host):
            raise ValueError("IPvFuture address is invalid")
    elif _is_ipv4(host):
        raise ValueError("An IPv4 address cannot be in brackets")
    elif not _is_ipv6(host):
        raise ValueError(f"{host!r} does not appear to be an IPv4 or IPv6 address")


def _is_ipv4(text):
    parts = text.split(".")
    return len(parts) == 4 and all(
        part.isascii() and part.isdigit() and (part == "0" or part[0] != "0") and len(part) < 4 and int(part) < 256
        for part in parts)


def _is_ipv6(text):
    address, percent, zone = text.partition("%")
    if percent and (not zone or "%" in zone) or "/" in text:
        return False
    head, gap, tail = address.partition("::")
    groups = head.split(":") if head else []
    if tail:
        groups += tail.split(":")
    room = 8
    if groups and "." in groups[-1]:
        if not _is_ipv4(groups.pop()):
            return False
        room = 6
    # A gap stands for one group at least.
    if len(groups) >= room if gap else len(groups) != room:
        return False
    return all(0 < len(group) <= 4 and not group.strip("0123456789abcdefABCDEF") for group in groups)


# ---------------------------------------------------------------- putting together

def urlunparse(components):
    """The URL of six parts as urlparse() gives them; maybe an equivalent one."""
    (scheme, netloc, url, params, query, fragment), result = _as_text(tuple(components))
    if params:
        url = f"{url};{params}"
    return result(urlunsplit((scheme, netloc, url, query, fragment)))


def urlunsplit(components):
    """The URL of five parts as urlsplit() gives them; maybe an equivalent one."""
    (scheme, netloc, url, query, fragment), result = _as_text(tuple(components))
    if netloc:
        if url and url[0] != "/":
            url = "/" + url
        url = "//" + netloc + url
    elif url[:2] == "//" or scheme and scheme in uses_netloc and (not url or url[0] == "/"):
        # An empty netloc, lest the path's start be read as one.
        url = "//" + url
    url = f"{scheme}:{url}" if scheme else url
    if query:
        url = f"{url}?{query}"
    return result(f"{url}#{fragment}" if fragment else url)


def urljoin(base, url, allow_fragments=True):
    """The absolute form of a URL that may be relative to another."""
    if not base:
        return url
    if not url:
        return base
    (base, url), result = _as_text((base, url))
    start = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, start.scheme, allow_fragments)
    if scheme != start.scheme or scheme not in uses_relative:
        return result(url)
    if scheme in uses_netloc:
        if netloc:
            return result(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = start.netloc
    if path or params:
        path = _resolve(start.path, path)
    else:
        path, params = start.path, start.params
        query = query or start.query
    return result(urlunparse((scheme, netloc, path, params, query, fragment)))


def _resolve(base, path):
    # A path seen from another, without dots (RFC 3986, 5.2.3 and 5.2.4).
    segments = path.split("/")
    if path[:1] != "/":
        known = base.split("/")
        if known[-1]:
            known.pop()
        segments = known + segments
        # The rest of an empty segment is a slash too many.
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return "/".join(resolved) or "/"


def urldefrag(url):
    """A URL without its fragment, and the fragment: a DefragResult."""
    (url,), result = _as_text((url,))
    fragment = ""
    if "#" in url:
        scheme, netloc, path, params, query, fragment = urlparse(url)
        url = urlunparse((scheme, netloc, path, params, query, ""))
    return result(DefragResult(url, fragment))


# ---------------------------------------------------------------- quoting

def quote(string, safe="/", encoding=None, errors=None):
    """Text, or bytes, with %xx in place of all but letters, digits, _.-~ and what is safe.

    Text is encoded by encoding and errors, by default utf-8 and strict."""
    if isinstance(string, str):
        if string:
            string = quote_from_bytes(string.encode(encoding or "utf-8", errors or "strict"), safe)
        return string
    for name, given in ("encoding", encoding), ("errors", errors):
        if given is not None:
            raise TypeError(f"quote() doesn't support {name!r} for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    """As quote(), with + in place of spaces, as in the query of a form."""
    # Without a space there is nothing to replace, and then nothing else is special.
    if isinstance(string, str) and " " not in string or isinstance(string, bytes) and b" " not in string:
        return quote(string, safe, encoding, errors)
    string = quote(string, safe + (" " if isinstance(safe, str) else b" "), encoding, errors)
    return string.replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    """The quoted text of bytes."""
    if bs and isinstance(bs, (bytes, bytearray)):
        if isinstance(safe, str):
            safe = safe.encode("ascii", "ignore")
        else:
            safe = bytes([c for c in safe if c < 128])
        return _percent.quote(bs, safe)
    if bs or not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    return ""


def _check_splits(string):
    # What is neither text nor bytes has no such method, and the error says so.
    string.split


def unquote_to_bytes(string):
    """The bytes that a quoted text, or quoted bytes, stand for; text counts as utf-8."""
    if isinstance(string, str):
        string = string.encode()
    elif not string:
        _check_splits(string)
    return _percent.unquote(string) if string else b""


def unquote(string, encoding="utf-8", errors="replace"):
    """The text that a quoted one stands for: the %xx are bytes in the encoding."""
    if isinstance(string, bytes):
        return _percent.unquote(string).decode(encoding, errors)
    if "%" not in string:
        _check_splits(string)
        return string
    if encoding is None or errors is None:
        return unquote(string, "utf-8" if encoding is None else encoding, errors or "replace")
    if string.isascii():
        return _percent.unquote(string.encode("ascii")).decode(encoding, errors)
    # What is not ASCII ends a sequence of bytes.
    import re
    return re.sub("[\x00-\x7f]+", lambda run: unquote(run[0], encoding, errors), string)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    """As unquote(), with spaces in place of +."""
    return unquote(string.replace("+", " "), encoding, errors)


_ALWAYS_SAFE = frozenset(b"-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


class _Quoter(dict):
    """A mapping of bytes (integers) to their quoted text, made as it is asked for."""

    def __init__(self, safe):
        self.safe = _ALWAYS_SAFE | frozenset(safe)

    def __missing__(self, byte):
        return self.setdefault(byte, chr(byte) if byte in self.safe else f"%{byte:02X}")

    def __repr__(self):
        return f"<Quoter {dict(self)!r}>"


def __getattr__(name):
    if name == "Quoter":
        import warnings
        warnings.warn("Deprecated in 3.11. urllib.parse.Quoter will be removed in Python 3.14. "
                      "It was not intended to be a public API.", DeprecationWarning, stacklevel=2)
        return _Quoter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# ---------------------------------------------------------------- queries

def parse_qs(qs, keep_blank_values=False, strict_parsing=False,
             encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    """The fields of a query: a dict of lists of values.  The arguments are parse_qsl()'s."""
    fields = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding=encoding,
                                 errors=errors, max_num_fields=max_num_fields, separator=separator):
        fields.setdefault(name, []).append(value)
    return fields


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False,
              encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    """The fields of a query: a list of pairs of a name and a value.

    Fields without a value are left out unless keep_blank_values; one that is no field is left
    out too, or a ValueError with strict_parsing, as are more than max_num_fields."""
    if not (separator and isinstance(separator, (bytes, str))):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(qs, str):
        equals = "="
        if isinstance(separator, bytes):
            separator = separator.decode("ascii")

        def text(s):
            return unquote_plus(s, encoding, errors)
    elif not qs:
        if qs is not None and not isinstance(qs, (bytes, bytearray, memoryview)):
            import warnings
            warnings.warn(f"Accepting {type(qs).__name__} objects with false value in "
                          "urllib.parse.parse_qsl() is deprecated as of 3.14",
                          DeprecationWarning, stacklevel=2)
        return []
    else:
        qs, equals = bytes(memoryview(qs)), b"="
        if isinstance(separator, str):
            separator = separator.encode("ascii")

        def text(s):
            return _percent.unquote(s.replace(b"+", b" "))
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    fields = []
    for field in qs.split(separator):
        if field or strict_parsing:
            name, found, value = field.partition(equals)
            if not found and strict_parsing:
                raise ValueError("bad query field: %r" % (field,))
            if value or keep_blank_values:
                fields.append((text(name), text(value)))
    return fields


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """The query of a mapping or a sequence of pairs.

    With doseq, each item of a value that is a sequence becomes a field of its own.  quote_via
    quotes names and values; it gets safe, encoding and errors."""
    try:
        pairs = query.items() if hasattr(query, "items") else query
        # A str would give its characters; an empty sequence has nothing to look at.
        if pairs is query and len(query) and not isinstance(query[0], tuple):
            raise TypeError
    except TypeError as err:
        raise TypeError("not a valid non-string sequence or mapping object") from err

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    fields = []
    for name, value in pairs:
        start = quoted(name) + "="
        if doseq and _is_sized(value):
            fields += [start + quoted(item) for item in value]
        else:
            fields.append(start + quoted(value))
    return "&".join(fields)


def _is_sized(value):
    # Not only for its type: a __len__ that raises a TypeError counts as none.
    if isinstance(value, (str, bytes)):
        return False
    try:
        len(value)
    except TypeError:
        return False
    return True


# ---------------------------------------------------------------- older functions

def unwrap(url):
    """A URL without the <> or <URL:> around it."""
    inside = url = str(url).strip()
    if url.startswith("<") and url.endswith(">"):
        inside = url[1:-1].strip()
    return inside.removeprefix("URL:").strip()


def _to_bytes(url):
    # It stays text, of ASCII only.
    if isinstance(url, str) and not url.isascii():
        raise UnicodeError(f"URL {url!r} contains non-ASCII characters")
    return url


def _splittype(url):
    scheme, colon, data = url.partition(":")
    if not colon or not scheme or "/" in scheme:
        return None, url
    return scheme.lower(), data


def _splithost(url):
    if url[:2] != "//":
        return None, url
    end = min([i for i in (url.find("/", 2), url.find("?", 2), url.find("#", 2)) if i >= 0], default=len(url))
    path = url[end:]
    if path and path[0] != "/":
        path = "/" + path
    return url[2:end], path


def _splituser(host):
    user, at, host = host.rpartition("@")
    return (user if at else None), host


def _splitpasswd(user):
    user, colon, password = user.partition(":")
    return user, (password if colon else None)


def _splitport(host):
    name, colon, port = host.rpartition(":")
    if not colon or port.strip("0123456789"):
        return host, None
    return name, port or None


def _splitnport(host, defport=-1):
    name, colon, port = host.rpartition(":")
    if not colon:
        return host, defport
    if port:
        return name, int(port) if port.isdigit() and port.isascii() else None
    return name, defport


def _splitquery(url):
    path, found, query = url.rpartition("?")
    return (path, query) if found else (url, None)


def _splittag(url):
    path, found, tag = url.rpartition("#")
    return (path, tag) if found else (url, None)


def _splitattr(url):
    path, *attributes = url.split(";")
    return path, attributes


def _splitvalue(attr):
    attr, found, value = attr.partition("=")
    return attr, (value if found else None)


def _deprecated(function, instead):
    # The public name of a function that warns.
    name = function.__name__[1:]

    def public(*args, **kwargs):
        import warnings
        warnings.warn(f"urllib.parse.{name}() is deprecated as of 3.8{instead}",
                      DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)

    public.__name__ = public.__qualname__ = name
    public.__wrapped__ = function
    return public


for _function in (_splittype, _splithost, _splitport, _splituser, _splitpasswd, _splitnport,
                  _splitquery, _splittag, _splitattr):
    globals()[_function.__name__[1:]] = _deprecated(_function, ", use urllib.parse.urlparse() instead")
splitvalue = _deprecated(_splitvalue, ", use urllib.parse.parse_qsl() instead")
to_bytes = _deprecated(_to_bytes, "")
del _function
