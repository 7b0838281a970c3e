# pyexpat: an XML parser with the interface of Expat's, in Python. What is fed is decoded, and whole tokens are taken off the
# front; what is left waits for more. Invariant: a handler never sees a token before all that comes before it, and the text
# before _at is done with. Entities that grow out of proportion are an error, as in Expat.
"""A parser of XML that calls handlers as it goes."""

import codecs as _codecs
import re as _re
import sys as _sys
from types import ModuleType as _Module

EXPAT_VERSION = "expat_2.6.3"
version_info = (2, 6, 3)
native_encoding = "UTF-8"
features = [("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1), ("XML_DTD", 0), ("XML_CONTEXT_BYTES", 1024), ("XML_NS", 0),
            ("XML_BLAP_MAX_AMP", 100), ("XML_BLAP_ACT_THRES", 8388608), ("XML_GE", 0)]
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = range(3)

_ERRORS = """
NO_MEMORY|out of memory
SYNTAX|syntax error
NO_ELEMENTS|no element found
INVALID_TOKEN|not well-formed (invalid token)
UNCLOSED_TOKEN|unclosed token
PARTIAL_CHAR|partial character
TAG_MISMATCH|mismatched tag
DUPLICATE_ATTRIBUTE|duplicate attribute
JUNK_AFTER_DOC_ELEMENT|junk after document element
PARAM_ENTITY_REF|illegal parameter entity reference
UNDEFINED_ENTITY|undefined entity
RECURSIVE_ENTITY_REF|recursive entity reference
ASYNC_ENTITY|asynchronous entity
BAD_CHAR_REF|reference to invalid character number
BINARY_ENTITY_REF|reference to binary entity
ATTRIBUTE_EXTERNAL_ENTITY_REF|reference to external entity in attribute
MISPLACED_XML_PI|XML or text declaration not at start of entity
UNKNOWN_ENCODING|unknown encoding
INCORRECT_ENCODING|encoding specified in XML declaration is incorrect
UNCLOSED_CDATA_SECTION|unclosed CDATA section
EXTERNAL_ENTITY_HANDLING|error in processing external entity reference
NOT_STANDALONE|document is not standalone
UNEXPECTED_STATE|unexpected parser state - please send a bug report
ENTITY_DECLARED_IN_PE|entity declared in parameter entity
FEATURE_REQUIRES_XML_DTD|requested feature requires XML_DTD support in Expat
CANT_CHANGE_FEATURE_ONCE_PARSING|cannot change setting once parsing has begun
UNBOUND_PREFIX|unbound prefix
UNDECLARING_PREFIX|must not undeclare prefix
INCOMPLETE_PE|incomplete markup in parameter entity
XML_DECL|XML declaration not well-formed
TEXT_DECL|text declaration not well-formed
PUBLICID|illegal character(s) in public id
SUSPENDED|parser suspended
NOT_SUSPENDED|parser not suspended
ABORTED|parsing aborted
FINISHED|parsing finished
SUSPEND_PE|cannot suspend in external parameter entity
RESERVED_PREFIX_XML|reserved prefix (xml) must not be undeclared or bound to another namespace name
RESERVED_PREFIX_XMLNS|reserved prefix (xmlns) must not be declared or undeclared
RESERVED_NAMESPACE_URI|prefix must not be bound to one of the reserved namespace names
INVALID_ARGUMENT|invalid argument
NO_BUFFER|a successful prior call to function XML_GetBuffer is required
AMPLIFICATION_LIMIT_BREACH|limit on input amplification factor (from DTD and entities) breached
"""

errors = _Module("pyexpat.errors", "Constants used to describe error conditions.")
errors.codes, errors.messages = {}, {}
for _code, _line in enumerate(_ERRORS.strip().splitlines(), 1):
    _name, _text = _line.split("|")
    setattr(errors, "XML_ERROR_" + _name, _text)
    errors.codes[_text], errors.messages[_code] = _code, _text
    globals()["_" + _name] = _code

model = _Module("pyexpat.model", "Constants used to interpret content model information.")
for _code, _name in enumerate(("EMPTY", "ANY", "MIXED", "NAME", "CHOICE", "SEQ"), 1):
    setattr(model, "XML_CTYPE_" + _name, _code)
for _code, _name in enumerate(("NONE", "OPT", "REP", "PLUS")):
    setattr(model, "XML_CQUANT_" + _name, _code)
_sys.modules["pyexpat.errors"], _sys.modules["pyexpat.model"] = errors, model
del _code, _line, _name, _text


class ExpatError(Exception):
    __module__ = "xml.parsers.expat"


error = ExpatError


def ErrorString(code, /):
    """Return the message of an error number."""
    return errors.messages.get(code)


class _Fail(Exception):
    """A document that is wrong: the code, and the index of where in the text."""

    def __init__(self, code, at):
        self.code, self.at = code, at


_START = (":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
          "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff")
_NAME = f"[{_START}][-.0-9\xb7\u0300-\u036f\u203f\u2040{_START}]*"
_S = "[ \t\r\n]"
_name = _re.compile(_NAME).match
_nmtoken = _re.compile(f"[-.0-9\xb7\u0300-\u036f\u203f\u2040{_START}]+").match
_space = _re.compile(_S + "*").match
_tag = _re.compile(f"""<({_NAME})((?:{_S}+{_NAME}{_S}*={_S}*(?:"[^<"]*"|'[^<']*'))*){_S}*(/?)>""").match
_attributes = _re.compile(f"""({_NAME}){_S}*={_S}*(?:"([^"]*)"|'([^']*)')""").finditer
_endtag = _re.compile(f"</({_NAME}){_S}*>").match
_reference = _re.compile(f"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|({_NAME}));").match
_text_run = _re.compile("[^<&]+").match
_pieces = _re.compile("\n|[^\n]+").findall
_short_pieces = _re.compile("\n|[^\n]{1,1024}").findall  # where the input is not UTF-8
_pi = _re.compile(f"<[?]({_NAME})(?:{_S}+(.*?))?[?]>", _re.S).match
_bad_char = _re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]").search
_LIT = """(?:"([^"]*)"|'([^']*)')"""
_xmldecl = _re.compile(f"""<[?]xml(?:{_S}+version{_S}*={_S}*{_LIT})?(?:{_S}+encoding{_S}*={_S}*{_LIT})?"""
                       f"""(?:{_S}+standalone{_S}*={_S}*(?:"(yes|no)"|'(yes|no)'))?{_S}*[?]>""").match
_ID = f"(?:SYSTEM{_S}+{_LIT}|PUBLIC{_S}+{_LIT}(?:{_S}+{_LIT})?)"
_doctype = _re.compile(f"<!DOCTYPE{_S}+({_NAME})(?:{_S}+{_ID})?{_S}*").match
_subset_token = _re.compile(f"""<!--.*?-->|<[?].*?[?]>|<!\\[|<!(?:[^"'>\\[<]|"[^"]*"|'[^']*')*>|%{_NAME};|{_S}+|\\]""", _re.S).match
_entity_decl = _re.compile(f"<!ENTITY{_S}+(%{_S}+)?({_NAME}){_S}+(?:{_LIT}|{_ID}(?:{_S}+NDATA{_S}+({_NAME}))?){_S}*>").match
_notation_decl = _re.compile(f"<!NOTATION{_S}+({_NAME}){_S}+{_ID}{_S}*>").match
_element_decl = _re.compile(f"<!ELEMENT{_S}+({_NAME}){_S}+(.*?){_S}*>", _re.S).match
_attlist_decl = _re.compile(f"<!ATTLIST{_S}+({_NAME})(.*)>", _re.S).match
_attribute_decl = _re.compile(f"""{_S}+({_NAME}){_S}+(CDATA|IDREFS|IDREF|ID|ENTITIES|ENTITY|NMTOKENS|NMTOKEN|NOTATION{_S}*\\([^)]*\\)|\\([^)]*\\)){_S}+"""
                              f"""(?:(\\#REQUIRED)|(\\#IMPLIED)|(\\#FIXED{_S}+)?{_LIT})""").match
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_XML_NS, _XMLNS_NS = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"
_HANDLERS = """StartElementHandler EndElementHandler ProcessingInstructionHandler UnparsedEntityDeclHandler
    NotationDeclHandler StartNamespaceDeclHandler EndNamespaceDeclHandler CommentHandler StartCdataSectionHandler
    EndCdataSectionHandler DefaultHandler DefaultHandlerExpand NotStandaloneHandler ExternalEntityRefHandler
    StartDoctypeDeclHandler EndDoctypeDeclHandler EntityDeclHandler XmlDeclHandler ElementDeclHandler AttlistDeclHandler
    SkippedEntityHandler""".split()
_FLAGS = ("ordered_attributes", "specified_attributes", "namespace_prefixes")


class _Entity:
    def __init__(self, name, value, base=None, system=None, public=None, notation=None):
        self.name, self.value, self.base, self.system, self.public, self.notation = name, value, base, system, public, notation


def _character(match, at):
    """The character of a numeric reference."""
    digits, hexa = match[1], match[2]
    code = int(digits[-9:]) if digits else int(hexa[-9:], 16)
    if len(digits or hexa) > 9 and (digits or hexa)[:-9].strip("0") or code > 0x10FFFF or code in (0xFFFE, 0xFFFF) \
            or 0xD800 <= code < 0xE000 or code < 32 and code not in (9, 10, 13):
        raise _Fail(_BAD_CHAR_REF, at)
    return chr(code)


def _flag(name):
    key = "_" + name

    def get(self):
        return getattr(self, key)

    def set(self, value):
        setattr(self, key, bool(value))
    return property(get, set)


class xmlparser:
    """A parser of XML."""

    __module__ = "pyexpat"
    __slots__ = (*_HANDLERS, "_chars_handler", *("_" + f for f in _FLAGS), "_buffer_text", "_buffer_size", "_held", "_held_size",
                 "_intern", "_encoding", "_decoder", "_raw", "_fed", "_text", "_at", "_token", "_line", "_column", "_byte", "_known",
                 "_state", "_stack", "_separator", "_scopes", "_entities", "_parameters", "_defaults", "_open", "_base", "_dtd_flag",
                 "_foreign", "_standalone", "_unread", "_finished", "_deferral", "_waiting", "_amplified", "_input", "_external",
                 "_error", "_declared", "_bad", "_parsing", "_utf8")

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 'pyexpat.xmlparser' instances")

    def __repr__(self):
        return f"<pyexpat.xmlparser object at {id(self):#x}>"

    def _setup(self, encoding, separator, intern):
        for name in _HANDLERS:
            setattr(self, name, None)
        for name in _FLAGS:
            setattr(self, "_" + name, False)
        self._chars_handler = None
        self._buffer_text, self._buffer_size, self._held, self._held_size = False, 8192, [], 0
        self._intern, self._encoding, self._separator = intern, encoding, separator
        self._decoder, self._raw, self._fed = None, b"", False
        self._text, self._at, self._token = "", 0, 0
        self._line, self._column, self._byte, self._known = 1, 0, 0, 0
        self._state, self._stack, self._scopes = self._start, [], [{"xml": _XML_NS, "xmlns": _XMLNS_NS}]
        self._entities, self._parameters, self._defaults, self._open = {}, {}, {}, []
        self._base, self._dtd_flag, self._foreign, self._standalone, self._unread = None, 0, False, False, False
        self._finished, self._deferral, self._waiting, self._amplified, self._input = False, True, 0, 0, 0
        self._external, self._error, self._declared, self._bad, self._parsing, self._utf8 = None, None, False, None, False, True

    # Attributes.

    for _name in _FLAGS:
        locals()[_name] = _flag(_name)
    del _name

    @property
    def intern(self):
        return self._intern

    @property
    def CharacterDataHandler(self):
        return self._chars_handler

    @CharacterDataHandler.setter
    def CharacterDataHandler(self, value):
        self._flush()
        self._chars_handler = value

    @property
    def buffer_text(self):
        return self._buffer_text

    @buffer_text.setter
    def buffer_text(self, value):
        self._flush()
        self._buffer_text = bool(value)

    @property
    def buffer_size(self):
        return self._buffer_size

    @buffer_size.setter
    def buffer_size(self, value):
        if not isinstance(value, int):
            raise TypeError("buffer_size must be an integer")
        if value >= 1 << 63:
            raise OverflowError("Python int too large to convert to C long")
        if value <= 0:
            raise ValueError("buffer_size must be greater than zero")
        if value > 0x7FFFFFFF:
            raise ValueError("buffer_size must not be greater than 2147483647")
        self._flush()
        self._buffer_size = value

    @property
    def buffer_used(self):
        return self._held_size

    def _locate(self, at):
        """Move the place that is known to an index of the text."""
        if at > self._known:
            part = self._text[self._known:at]
            self._byte += len(part.encode("utf-8", "surrogatepass"))
            if lines := part.count("\n"):
                self._line += lines
                self._column = len(part) - part.rindex("\n") - 1
            else:
                self._column += len(part)
            self._known = at

    def _where(self):
        if self._error:
            return self._error[1:]
        if not self._fed:
            return 1, 0, -1
        self._locate(self._token)
        return self._line, self._column, self._byte

    CurrentLineNumber = ErrorLineNumber = property(lambda self: self._where()[0])
    CurrentColumnNumber = ErrorColumnNumber = property(lambda self: self._where()[1])
    CurrentByteIndex = ErrorByteIndex = property(lambda self: self._where()[2])
    ErrorCode = property(lambda self: self._error[0] if self._error else 0)

    # Methods.

    def SetBase(self, base, /):
        """Set the address to which relative ones are added."""
        if not isinstance(base, str):
            raise TypeError(f"SetBase() argument must be str, not {type(base).__name__}")
        self._base = base

    def GetBase(self):
        """Return the address that SetBase() set."""
        return self._base

    def GetInputContext(self):
        """Return the input from the present event on, or None if there is none."""
        return self._text[self._token:].encode("utf-8", "surrogatepass") if self._parsing else None

    def SetParamEntityParsing(self, flag, /):
        """Say whether the external DTD and parameter entities are read.

        Return whether that could still be set."""
        if self._fed or flag not in (0, 1, 2):
            return 0
        self._dtd_flag = flag
        return 1

    def UseForeignDTD(self, flag=True, /):
        """Have the handler of external entities asked for a DTD if a document names none."""
        if self._fed:
            raise self._make_error(_CANT_CHANGE_FEATURE_ONCE_PARSING)
        self._foreign = bool(flag)

    def GetReparseDeferralEnabled(self):
        """Return whether a token that is not complete may wait for more input."""
        return self._deferral

    def SetReparseDeferralEnabled(self, enabled, /):
        """Say whether a token that is not complete may wait for more input."""
        self._deferral = bool(enabled)

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        """Make a parser for an external entity, with the context that its handler was given."""
        if context is not None and not isinstance(context, str):
            raise TypeError(f"ExternalEntityParserCreate() argument 1 must be str or None, not {type(context).__name__}")
        sub = object.__new__(xmlparser)
        sub._setup(encoding, self._separator, self._intern)
        for name in (*_HANDLERS, "_chars_handler", *("_" + f for f in _FLAGS), "_buffer_text", "_buffer_size", "_entities",
                     "_parameters", "_defaults", "_base", "_dtd_flag", "_standalone", "_unread", "_deferral", "_scopes"):
            setattr(sub, name, getattr(self, name))
        sub._open = list(self._open)
        sub._external = "content" if context is not None else "subset"
        return sub

    def ParseFile(self, file, /):
        """Parse what a binary file holds."""
        try:
            read = file.read
        except AttributeError:
            raise TypeError("argument must have 'read' attribute") from None
        while True:
            data = read(2048)
            if not isinstance(data, (bytes, bytearray, str)):
                raise TypeError(f"read() did not return a bytes object (type={type(data).__name__})")
            if not self.Parse(data, not data) or not data:
                return 1

    def Parse(self, data, isfinal=False, /):
        """Parse some more of a document, its end if isfinal is true."""
        if self._finished or self._error:
            raise self._make_error(_FINISHED)
        if self._parsing:
            raise self._make_error(_NOT_SUSPENDED)
        if isinstance(data, str):
            data = data.encode("utf-8")
            if not self._fed:
                self._encoding = "utf-8"
        elif not isinstance(data, bytes):
            data = bytes(memoryview(data))
        self._fed = True
        self._parsing = True
        try:
            self._decode(data, isfinal)
            left = len(self._text) - self._at
            if isfinal or not self._deferral or left >= 2 * self._waiting:
                at = self._at
                self._work(isfinal)
                # A token that stays incomplete is not looked at again until there is twice as much.
                self._waiting = left if self._at == at else 0
            if self._bad:
                raise _Fail(self._bad, len(self._text))
            self._flush()
        except _Fail as e:
            self._open.clear()
            raise self._make_error(e.code, e.at) from None
        except BaseException:
            self._finished = True
            raise
        finally:
            self._parsing = False
        if isfinal:
            self._finished = True
        return 1

    def _make_error(self, code, at=None):
        if self._error is None:
            if at is not None:
                if at < self._known:
                    at = self._known
                self._locate(at)
            self._error = (code, self._line, self._column, self._byte)
        _, line, column, _ = self._error
        e = ExpatError(f"{errors.messages[code]}: line {line}, column {column}")
        e.code, e.offset, e.lineno = code, column, line
        return e

    # Bytes to text.

    def _decode(self, data, final):
        self._input += len(data)
        if self._decoder is None:
            self._raw += data
            if not self._choose(final):
                return
            data, self._raw = self._raw, b""
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as e:
            text = e.object[:e.start].decode(e.encoding, "replace")
            self._bad = _PARTIAL_CHAR if final and e.end == len(e.object) and "unexpected end" in e.reason else _INVALID_TOKEN
        if m := _bad_char(text):
            text, self._bad = text[:m.start()], _INVALID_TOKEN
        if self._known:
            self._text, self._at, self._token, self._known = self._text[self._known:], self._at - self._known, self._token - self._known, 0
        self._text += text

    def _choose(self, final):
        """Find out the encoding; False while there is too little to say."""
        raw = self._raw
        name = self._encoding
        if name is None:
            if len(raw) < 4 and not final:
                return False
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                name = "utf-16"
            elif raw.startswith(b"<\0"):
                name = "utf-16-le"
            elif raw.startswith(b"\0<"):
                name = "utf-16-be"
            elif raw.startswith(b"<?xml") and raw[5:6] in b" \t\r\n":
                end = raw.find(b"?>")
                if end < 0 and not final:
                    return False
                m = _re.search(rb"""\sencoding\s*=\s*["']([A-Za-z][-A-Za-z0-9._]*)["']""", raw[:end])
                name = m[1].decode() if m else "utf-8"
                if name.lower() == "utf-16":
                    self._bad_encoding(_INCORRECT_ENCODING, raw, m.start(1))
        key = (name or "utf-8").lower()
        if key == "utf-8":
            key = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
        elif key not in ("utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "us-ascii"):
            try:
                table = bytes(range(256)).decode(key, "replace")
            except LookupError:
                m = _re.search(rb"encoding", raw)
                self._bad_encoding(_UNKNOWN_ENCODING, raw, raw.find(b'"', m.end()) + 1 if m else 0)
            if len(table) != 256:
                raise ValueError("multi-byte encodings are not supported")
        self._utf8 = key.startswith("utf-8")
        self._decoder = _io_decoder(_codecs.getincrementaldecoder(key)())
        return True

    def _bad_encoding(self, code, raw, at):
        self._text = raw[:at].decode("latin-1")
        raise _Fail(code, at)

    # Handlers.

    def _flush(self):
        if self._held:
            data, self._held, self._held_size = "".join(self._held), [], 0
            if self._chars_handler is not None:
                self._chars_handler(data)

    def _default(self, raw):
        h = self.DefaultHandlerExpand
        if h is None:
            h = self.DefaultHandler
        if h is not None:
            if self._held:
                self._flush()
            h(raw)

    def _chars(self, data, raw):
        h = self._chars_handler
        if h is None:
            self._default(raw)
        elif not self._buffer_text:
            h(data)
        elif self._held_size + len(data) <= self._buffer_size:
            self._held.append(data)
            self._held_size += len(data)
        else:
            self._flush()
            if len(data) > self._buffer_size:
                h(data)
            else:
                self._held.append(data)
                self._held_size = len(data)

    def _name_of(self, name):
        return self._intern.setdefault(name, name)

    # The document. Each state takes what it can off the text, and gives the state that follows, or None where more is needed.

    def _work(self, final):
        if self._decoder is None:
            if final:
                raise _Fail(_NO_ELEMENTS, 0)
            return
        while self._state is not None:
            follow = self._state(final)
            if follow is None:
                break
            self._state = follow
        self._token = self._at
        if self._bad:
            raise _Fail(self._bad, len(self._text))
        if final:
            self._token = end = len(self._text)
            if self._at < end:
                rest = self._text[self._at:]
                if rest.startswith("<![CDATA["):
                    raise _Fail(_UNCLOSED_CDATA_SECTION, end)
                if rest.startswith("<!DOCTYPE"):
                    raise _Fail(_NO_ELEMENTS, end)
                raise _Fail(_UNCLOSED_TOKEN, self._at)
            if self._external:
                if self._stack:
                    raise _Fail(_ASYNC_ENTITY, end)
            elif self._stack or self._state != self._epilog:
                raise _Fail(_NO_ELEMENTS, end)

    def _start(self, final):
        """The XML declaration, or that of an external entity."""
        text = self._text
        follow = {None: self._prolog, "content": self._content_state, "subset": self._subset_state}[self._external]
        if not text.startswith("<?xml"):
            return None if not final and len(text) < 5 and "<?xml".startswith(text) else follow
        if len(text) == 5:
            return None
        if text[5] not in " \t\r\n?":
            return follow
        end = text.find("?>")
        if end < 0:
            return None
        m = _xmldecl(text)
        version, encoding, standalone = (m[1] or m[2], m[3] or m[4], m[5] or m[6]) if m else (None, None, None)
        if not m or (not version and not self._external) or (self._external and not encoding):
            at = _space(text, 5).end()
            raise _Fail(_TEXT_DECL if self._external else _XML_DECL, at)
        self._token = 0
        self._standalone = standalone == "yes" or self._standalone
        h = self.XmlDeclHandler
        if h is not None:
            h(version, encoding, -1 if standalone is None else int(standalone == "yes"))
        else:
            self._default(m[0])
        self._at = m.end()
        return follow

    def _misc(self, final):
        """White space, comments and instructions around the root element; the index of what is none of these, None if incomplete."""
        while True:
            text, at = self._text, self._at
            self._token = at
            end = _space(text, at).end()
            if end > at:
                self._default(text[at:end])
                self._at = self._token = at = end
            if at == len(text):
                return None
            if text[at] != "<":
                return at
            if text.startswith("<!--", at) or text.startswith("<?", at):
                end = self._markup(text, at)
                if end is None:
                    return None
                self._at = end
            elif len(text) - at < 4 and "<!--".startswith(text[at:]):
                return None
            else:
                return at

    def _prolog(self, final):
        at = self._misc(final)
        if at is None:
            return None
        text = self._text
        if text.startswith("<!DOCTYPE", at):
            return self._doctype(at, final)
        if "<!DOCTYPE".startswith(text[at:at + 9]):
            return None
        if text[at] != "<":
            raise _Fail(_SYNTAX, at)
        if text.startswith("<!", at):
            raise _Fail(_INVALID_TOKEN if text[at + 2] not in "[" else _SYNTAX, at + 2 if text[at + 2] not in "[" else at)
        if self._foreign and not self._declared:
            self._foreign_dtd()
        return self._content_state

    def _epilog(self, final):
        at = self._misc(final)
        if at is not None:
            raise _Fail(_JUNK_AFTER_DOC_ELEMENT, at)
        return None

    def _content_state(self, final):
        self._at = self._content(self._text, self._at, final)
        if not self._stack and not self._external and self._declared_root():
            return self._epilog
        return None

    def _declared_root(self):
        return self._text[self._at - 1:self._at] == ">"

    def _markup(self, text, at):
        """A comment or an instruction: the index behind it, None if it is incomplete."""
        if text.startswith("<!--", at):
            end = text.find("--", at + 4)
            if end < 0 or end + 2 == len(text):
                return None
            if text[end + 2] != ">":
                raise _Fail(_INVALID_TOKEN, end + 2)
            h = self.CommentHandler
            if h is not None:
                self._flush()
                h(text[at + 4:end])
            else:
                self._default(text[at:end + 3])
            return end + 3
        end = text.find("?>", at + 2)
        m = _name(text, at + 2)
        if m is None and len(text) > at + 2:
            raise _Fail(_INVALID_TOKEN, at + 2)
        if end < 0:
            return None
        if m[0].lower() == "xml":
            if m[0] == "xml":
                raise _Fail(_MISPLACED_XML_PI, at)
            raise _Fail(_INVALID_TOKEN, m.end())
        m = _pi(text, at)
        if m is None:
            raise _Fail(_INVALID_TOKEN, _name(text, at + 2).end())
        h = self.ProcessingInstructionHandler
        if h is not None:
            self._flush()
            h(self._name_of(m[1]), m[2] or "")
        else:
            self._default(m[0])
        return m.end()

    # Elements.

    def _content(self, text, at, final):
        """Content from an index on, to the end of the root element or as far as there are whole tokens."""
        top = not self._open or self._external and text is self._text
        base = len(self._stack)
        size = len(text)
        while at < size:
            if top:
                self._token = at
            c = text[at]
            if c == "<":
                m = _tag(text, at)
                if m is not None:
                    self._element(m)
                    at = m.end()
                    if not self._stack and top and not self._external:
                        return at
                    continue
                if text.startswith("</", at):
                    m = _endtag(text, at)
                    if m is None:
                        self._broken_end(text, at)
                        return at
                    if len(self._stack) <= (0 if top else base):
                        raise _Fail(_ASYNC_ENTITY if self._external or not top else _TAG_MISMATCH, at)
                    if self._stack[-1][0] != m[1]:
                        raise _Fail(_TAG_MISMATCH, at + 2)
                    self._end(m[0])
                    at = m.end()
                    if not self._stack and top and not self._external:
                        return at
                elif text.startswith(("<!--", "<?"), at):
                    end = self._markup(text, at)
                    if end is None:
                        return at
                    at = end
                elif text.startswith("<![CDATA[", at):
                    end = text.find("]]>", at + 9)
                    if end < 0:
                        return at
                    self._cdata(text[at + 9:end], at + 9, top)
                    at = end + 3
                elif size - at < 9 and ("<![CDATA[".startswith(text[at:]) or "<!--".startswith(text[at:])):
                    return at
                elif text.startswith("<!", at):
                    raise _Fail(_INVALID_TOKEN, at + 2)
                else:
                    self._broken_tag(text, at)
                    return at
            elif c == "&":
                m = _reference(text, at)
                if m is None:
                    self._broken_reference(text, at)
                    return at
                self._refer(m, at)
                at = m.end()
            else:
                m = _text_run(text, at)
                end = m.end()
                if (k := text.find("]]>", at, end)) >= 0:
                    raise _Fail(_INVALID_TOKEN, k + 2)
                if end == size and not final and top:
                    while end > at and text[end - 1] == "]" and size - end < 2:
                        end -= 1
                    if end == at:
                        return at
                if self._chars_handler is None:
                    self._default(text[at:end])
                else:
                    for piece in (_pieces if self._utf8 else _short_pieces)(text, at, end):
                        if top and at != self._token:
                            self._token = at
                        self._chars(piece, piece)
                        at += len(piece)
                at = end
                if end < size and text[end] == "]":
                    return at
        return at

    def _cdata(self, data, at, top):
        h = self.StartCdataSectionHandler
        if h is not None:
            self._flush()
            h()
        else:
            self._default("<![CDATA[")
        for piece in _pieces(data):
            if top:
                self._token = at
            self._chars(piece, piece)
            at += len(piece)
        if top:
            self._token = at
        h = self.EndCdataSectionHandler
        if h is not None:
            self._flush()
            h()
        else:
            self._default("]]>")

    def _broken_end(self, text, at):
        m = _name(text, at + 2)
        if m is None:
            if len(text) > at + 2:
                raise _Fail(_INVALID_TOKEN, at + 2)
        elif (end := _space(text, m.end()).end()) < len(text):
            raise _Fail(_INVALID_TOKEN, end)

    def _broken_reference(self, text, at):
        rest = text[at:]
        m = _re.match(f"&(?:#(?:x[0-9a-fA-F]*|[0-9]*)|{_NAME})?", rest)
        if m.end() < len(rest) or self._open:
            raise _Fail(_INVALID_TOKEN, at + m.end())

    def _broken_tag(self, text, at):
        """A start tag that is no whole one: a _Fail if it cannot become one."""
        size = len(text)
        i = at + 1
        m = _name(text, i)
        if m is None:
            if i < size:
                raise _Fail(_INVALID_TOKEN, i)
            return
        i = m.end()
        while i < size:
            end = _space(text, i).end()
            if end == size:
                return
            if text[end] == "/":
                if end + 1 < size and text[end + 1] != ">":
                    raise _Fail(_INVALID_TOKEN, end + 1)
                return
            m = _name(text, end)
            if end == i or m is None:
                raise _Fail(_INVALID_TOKEN, end)
            i = _space(text, m.end()).end()
            if i == size:
                return
            if text[i] != "=":
                raise _Fail(_INVALID_TOKEN, i)
            i = _space(text, i + 1).end()
            if i == size:
                return
            quote = text[i]
            if quote not in "\"'":
                raise _Fail(_INVALID_TOKEN, i)
            end = text.find(quote, i + 1)
            if (k := text.find("<", i + 1, end if end >= 0 else size)) >= 0:
                raise _Fail(_INVALID_TOKEN, k)
            if end < 0:
                return
            i = end + 1

    def _element(self, m):
        name, inside, empty = m[1], m[2], m[3]
        start = m.start()
        values = {}
        if inside:
            for a in _attributes(inside):
                key = a[1]
                if key in values:
                    raise _Fail(_DUPLICATE_ATTRIBUTE, m.start(2) + a.start())
                value = a[2]
                if value is None:
                    value = a[3]
                if "&" in value or "\n" in value or "\t" in value:
                    value = self._attribute_value(value, m.start(2) + a.start(), start)
                values[key] = value
        specified = len(values)
        known = self._defaults.get(name)
        if known:
            for key, (kind, value) in known.items():
                if kind != "CDATA" and key in values:
                    values[key] = " ".join(values[key].split(" ")).strip(" ") if "  " not in values[key] else " ".join(values[key].split())
                if value is not None and key not in values and not self._specified_attributes:
                    values[key] = value
                elif value is not None and key not in values and key.startswith("xmlns"):
                    values[key] = value
        given, scope = name, ()
        if self._separator is not None:
            name, values, scope = self._qualify(name, values, start)
        self._stack.append((given, name, scope))
        h = self.StartElementHandler
        if h is not None:
            if self._held:
                self._flush()
            intern = self._intern
            name = intern.setdefault(name, name)
            if self._ordered_attributes:
                flat = []
                for k, v in values.items():
                    flat.append(intern.setdefault(k, k))
                    flat.append(v)
                h(name, flat)
            else:
                h(name, values)
        else:
            self._default(m[0])
        if empty:
            if not self._open:
                self._token = m.end()
            self._end("")

    def _end(self, raw):
        _, name, scope = self._stack.pop()
        h = self.EndElementHandler
        if h is not None:
            if self._held:
                self._flush()
            h(self._intern.setdefault(name, name))
        elif raw:
            self._default(raw)
        if self._separator is not None:
            self._scopes.pop()
            h = self.EndNamespaceDeclHandler
            if h is not None:
                self._flush()
                for prefix in reversed(scope):
                    h(prefix)

    def _qualify(self, name, values, at):
        scope = self._scopes[-1]
        declared = []
        for key in [k for k in values if k == "xmlns" or k.startswith("xmlns:")]:
            uri = values.pop(key)
            prefix = key[6:] if len(key) > 5 else None
            if prefix and not uri:
                raise _Fail(_UNDECLARING_PREFIX, at)
            if prefix == "xml" and uri != _XML_NS:
                raise _Fail(_RESERVED_PREFIX_XML, at)
            if prefix == "xmlns":
                raise _Fail(_RESERVED_PREFIX_XMLNS, at)
            if uri == _XMLNS_NS or uri == _XML_NS and prefix != "xml":
                raise _Fail(_RESERVED_NAMESPACE_URI, at)
            if not declared:
                scope = dict(scope)
            scope[prefix] = uri
            declared.append(prefix)
            h = self.StartNamespaceDeclHandler
            if h is not None:
                self._flush()
                h(prefix, uri or None)
        self._scopes.append(scope)
        separator = self._separator

        def full(name, plain):
            prefix, colon, local = name.partition(":")
            if not colon:
                uri = None if plain else scope.get(None)
                return f"{uri}{separator}{name}" if uri else name
            uri = scope.get(prefix)
            if uri is None or ":" in local or not local:
                raise _Fail(_UNBOUND_PREFIX if uri is None else _INVALID_TOKEN, at)
            if self._namespace_prefixes and separator:
                return f"{uri}{separator}{local}{separator}{prefix}"
            return f"{uri}{separator}{local}"
        if values:
            out = {}
            for key, value in values.items():
                key = full(key, True)
                if key in out:
                    raise _Fail(_DUPLICATE_ATTRIBUTE, at)
                out[key] = value
            values = out
        return full(name, False), values, declared

    # Entities.

    def _amplify(self, count, at):
        self._amplified += count
        if self._amplified > 8388608 and self._amplified > 100 * max(self._input, 1):
            raise _Fail(_AMPLIFICATION_LIMIT_BREACH, at)

    def _attribute_value(self, value, at, start, open=()):
        out = []
        i = 0
        while i < len(value):
            c = value[i]
            if c != "&":
                k = value.find("&", i)
                k = len(value) if k < 0 else k
                out.append(value[i:k].replace("\n", " ").replace("\t", " ").replace("\r", " "))
                i = k
                continue
            m = _reference(value, i)
            if m is None:
                raise _Fail(_INVALID_TOKEN, at)
            i = m.end()
            name = m[3]
            if name is None:
                out.append(_character(m, start))
            elif name in _PREDEFINED:
                out.append(_PREDEFINED[name])
            else:
                entity = self._entities.get(name)
                if entity is None:
                    if self._unread and not self._standalone:
                        continue
                    raise _Fail(_UNDEFINED_ENTITY, start)
                if name in open or len(open) > 100:
                    raise _Fail(_RECURSIVE_ENTITY_REF, start)
                if entity.notation is not None:
                    raise _Fail(_BINARY_ENTITY_REF, start)
                if entity.value is None:
                    raise _Fail(_ATTRIBUTE_EXTERNAL_ENTITY_REF, start)
                self._amplify(len(entity.value), start)
                out.append(self._attribute_value(entity.value, start, start, (*open, name)))
        return "".join(out)

    def _refer(self, m, at):
        name = m[3]
        if name is None:
            self._chars(_character(m, at), m[0])
            return
        if name in _PREDEFINED:
            self._chars(_PREDEFINED[name], m[0])
            return
        where = self._token
        entity = self._entities.get(name)
        if entity is None:
            if not self._unread or self._standalone:
                raise _Fail(_UNDEFINED_ENTITY, where)
            if self.SkippedEntityHandler is not None:
                self._flush()
                self.SkippedEntityHandler(name, False)
            else:
                self._default(m[0])
            return
        if entity.notation is not None:
            raise _Fail(_BINARY_ENTITY_REF, where)
        if name in self._open or len(self._open) > 100:
            raise _Fail(_RECURSIVE_ENTITY_REF, where)
        if entity.value is not None:
            if self.DefaultHandler is not None and self.DefaultHandlerExpand is None:
                if self.SkippedEntityHandler is not None:
                    self._flush()
                    self.SkippedEntityHandler(name, False)
                else:
                    self._default(m[0])
                return
            self._amplify(len(entity.value), where)
            self._open.append(name)
            depth = len(self._stack)
            try:
                done = self._content(entity.value, 0, True)
            except _Fail as e:
                raise _Fail(e.code, where) from None
            self._open.pop()
            if done < len(entity.value):
                raise _Fail(_UNCLOSED_TOKEN, where)
            if len(self._stack) != depth:
                raise _Fail(_ASYNC_ENTITY, where)
            return
        h = self.ExternalEntityRefHandler
        if h is None:
            self._default(m[0])
            return
        self._flush()
        self._open.append(name)
        if not h("\f".join(self._open), entity.base, entity.system, entity.public):
            raise _Fail(_EXTERNAL_ENTITY_HANDLING, where)
        self._open.pop()

    # The document type.

    def _foreign_dtd(self):
        self._declared = True
        self._unread = True
        h = self.ExternalEntityRefHandler
        if self._dtd_flag and h is not None:
            if not h(None, self._base, None, None):
                raise _Fail(_EXTERNAL_ENTITY_HANDLING, self._token)

    def _doctype(self, at, final):
        text = self._text
        m = _doctype(text, at)
        if m is None:
            if _re.match(f"<!DOCTYPE{_S}+[^ \t\r\n{_START}]", text[at:at + 40]):
                raise _Fail(_INVALID_TOKEN, _space(text, at + 9).end())
            if not final and ">" not in text[at:]:
                return None
            raise _Fail(_SYNTAX if ">" in text[at:] else _NO_ELEMENTS, at if ">" in text[at:] else len(text))
        i = m.end()
        internal = text[i:i + 1] == "["
        if i == len(text):
            return None
        stop = i
        if internal:
            stop = i + 1
            while True:
                t = _subset_token(text, stop)
                if t is None:
                    if stop == len(text) or text[stop] in "<%":
                        if stop == len(text) or not (e := _re.match(f"<(?![!?])|%(?!{_NAME})", text[stop:])) or len(text) - stop < 3:
                            return None
                        raise _Fail(_INVALID_TOKEN, stop + e.end())
                    raise _Fail(_INVALID_TOKEN if text[stop] in "&" else _SYNTAX, stop)
                if t[0] == "<![":
                    raise _Fail(_SYNTAX, stop)
                stop = t.end()
                if t[0] == "]":
                    break
            stop = _space(text, stop).end()
            if stop == len(text):
                return None
        if text[stop] != ">":
            raise _Fail(_SYNTAX if internal else _INVALID_TOKEN, stop)
        name, system, public = self._name_of(m[1]), *self._ids(m, 2)
        self._declared = True
        self._token = i
        if system is not None or self._foreign:
            self._unread = True
            if self.NotStandaloneHandler is not None and not self._standalone and not self.NotStandaloneHandler():
                raise _Fail(_NOT_STANDALONE, at)
        if self.StartDoctypeDeclHandler is not None:
            self.StartDoctypeDeclHandler(name, system, public, int(internal))
        else:
            for part in _re.findall(f"<!DOCTYPE|{_S}+|{_NAME}|{_LIT.replace('(', '(?:')}|.".replace("(?:?:", "(?:"), text[at:i + internal]):
                self._default(part)
        if internal:
            self._subset(text, i + 1, stop)
        wanted = self._dtd_flag == 2 or self._dtd_flag == 1 and not self._standalone
        if (system is not None or self._foreign) and wanted and self.ExternalEntityRefHandler is not None:
            if not self.ExternalEntityRefHandler(None, self._base, system, public):
                raise _Fail(_EXTERNAL_ENTITY_HANDLING, stop)
            self._unread = False
        self._token = stop
        if self.EndDoctypeDeclHandler is not None:
            self.EndDoctypeDeclHandler()
        else:
            self._default(text[stop:stop + 1])
        self._at = stop + 1
        return self._prolog

    def _ids(self, m, k):
        """The system and public identifiers of a match whose groups begin at k."""
        pick = lambda i: m[i] if m[i] is not None else m[i + 1]
        system, public = pick(k), pick(k + 2)
        if public is not None:
            system = pick(k + 4)
            public = " ".join(public.split())
        return system, public

    def _subset_state(self, final):
        if not final:
            return None
        self._subset(self._text, self._at, len(self._text))
        self._at = len(self._text)
        return None

    def _subset(self, text, at, stop):
        """The declarations between two indices."""
        top = text is self._text
        while at < stop:
            if top:
                self._token = at
            m = _subset_token(text, at)
            if m is None:
                raise _Fail(_SYNTAX, self._token)
            token, end = m[0], m.end()
            if token == "]":
                return
            if token.startswith("<!--") or token.startswith("<?"):
                self._markup(text, at)
            elif token == "<![":
                end = self._conditional(text, at, stop)
            elif token[0] == "%":
                self._parameter(token[1:-1])
            elif token[0] == "<":
                if self._external and "%" in token and not token.startswith("<!ENTITY"):
                    token = self._inline(token)
                self._declare(token)
            else:
                self._default(token)
            at = end

    def _inline(self, token):
        """Parameter entities within a declaration of the external subset."""
        for _ in range(100):
            m = _re.search(f"%({_NAME});", token)
            if m is None or (p := self._parameters.get(m[1])) is None or p.value is None:
                return token
            self._amplify(len(p.value), self._token)
            token = f"{token[:m.start()]} {p.value} {token[m.end():]}"
        raise _Fail(_RECURSIVE_ENTITY_REF, self._token)

    def _conditional(self, text, at, stop):
        m = _re.compile(f"<!\\[{_S}*(INCLUDE|IGNORE|%{_NAME};){_S}*\\[").match(text, at)
        if m is None or not (self._external or self._open):
            raise _Fail(_SYNTAX, self._token)
        word = m[1]
        if word[0] == "%" and (p := self._parameters.get(word[1:-1])) is not None:
            word = (p.value or "").strip()
        depth, i = 1, m.end()
        while depth:
            t = _re.compile("<!\\[|\\]\\]>").search(text, i)
            if t is None:
                raise _Fail(_SYNTAX, self._token)
            depth += 1 if t[0] == "<![" else -1
            i = t.end()
        if word == "INCLUDE":
            self._subset(text, m.end(), i - 3)
        return i

    def _parameter(self, name):
        entity = self._parameters.get(name)
        wanted = self._dtd_flag == 2 or self._dtd_flag == 1 and not self._standalone
        if entity is None or not wanted and entity.value is None:
            self._unread = True
            if self.NotStandaloneHandler is not None and not self._standalone and not self.NotStandaloneHandler():
                raise _Fail(_NOT_STANDALONE, self._token)
            if self.SkippedEntityHandler is not None and entity is None:
                self.SkippedEntityHandler(name, True)
            else:
                self._default(f"%{name};")
            return
        if "%" + name in self._open or len(self._open) > 100:
            raise _Fail(_RECURSIVE_ENTITY_REF, self._token)
        self._open.append("%" + name)
        if entity.value is not None:
            self._amplify(len(entity.value), self._token)
            self._subset(entity.value, 0, len(entity.value))
        elif self.ExternalEntityRefHandler is not None:
            if not self.ExternalEntityRefHandler(None, entity.base, entity.system, entity.public):
                raise _Fail(_EXTERNAL_ENTITY_HANDLING, self._token)
        self._open.pop()

    def _declare(self, token):
        if m := _entity_decl(token):
            self._declare_entity(token, m)
        elif m := _notation_decl(token):
            if self.NotationDeclHandler is not None:
                self.NotationDeclHandler(self._name_of(m[1]), self._base, *self._ids(m, 2))
            else:
                self._default(token)
        elif m := _element_decl(token):
            if self.ElementDeclHandler is not None:
                self.ElementDeclHandler(self._name_of(m[1]), self._model(m[2]))
            else:
                self._default(token)
        elif m := _attlist_decl(token):
            self._declare_attributes(token, m)
        else:
            raise _Fail(_SYNTAX if _re.match("<!(ENTITY|NOTATION|ELEMENT|ATTLIST)", token) else _INVALID_TOKEN, self._token)

    def _declare_entity(self, token, m):
        name = self._name_of(m[2])
        value = m[3] if m[3] is not None else m[4]
        system, public = self._ids(m, 5)
        notation = m[11]
        if value is not None:
            value = self._entity_value(value)
        table = self._parameters if m[1] else self._entities
        first = name not in table
        if first:
            table[name] = _Entity(name, value, self._base, system, public, notation)
        if notation is not None and self.UnparsedEntityDeclHandler is not None:
            self.UnparsedEntityDeclHandler(name, self._base, system, public, self._name_of(notation))
        elif self.EntityDeclHandler is not None:
            if first:
                self.EntityDeclHandler(name, int(bool(m[1])), value, self._base, system, public, notation)
        else:
            self._default(token)

    def _entity_value(self, value):
        out, i = [], 0
        for m in _re.finditer(f"&#(?:([0-9]+)|x([0-9a-fA-F]+));|%({_NAME});", value):
            out.append(value[i:m.start()])
            i = m.end()
            if m[3] is None:
                out.append(_character(m, self._token))
                continue
            if not self._external and not self._open:
                raise _Fail(_PARAM_ENTITY_REF, self._token)
            p = self._parameters.get(m[3])
            if p is not None and p.value is not None:
                self._amplify(len(p.value), self._token)
                out.append(p.value)
        out.append(value[i:])
        return "".join(out)

    def _declare_attributes(self, token, m):
        name, rest = self._name_of(m[1]), m[2]
        at = 0
        seen = False
        while a := _attribute_decl(rest, at):
            at = a.end()
            key, kind, required, implied, fixed = a[1], a[2], a[3], a[4], a[5]
            if "(" in kind:
                kind = _re.sub(_S + "+", "", kind)
            default = None
            if not required and not implied:
                default = self._attribute_value(a[6] if a[6] is not None else a[7], self._token, self._token)
                if kind != "CDATA":
                    default = " ".join(default.split())
            self._defaults.setdefault(name, {}).setdefault(key, (kind, default))
            if self.AttlistDeclHandler is not None:
                seen = True
                self.AttlistDeclHandler(name, self._name_of(key), kind, default, int(bool(required or fixed)))
        if rest[at:].strip(" \t\r\n"):
            raise _Fail(_SYNTAX, self._token)
        if not seen:
            self._default(token)

    def _model(self, text):
        """The content model of an element, as nested tuples."""
        quant = {"": 0, "?": 1, "*": 2, "+": 3}
        if text in ("EMPTY", "ANY"):
            return (1 if text == "EMPTY" else 2, 0, None, ())
        tokens = _re.findall(f"[(][ \t\r\n]*#PCDATA|[(),|]|[?*+]|{_NAME}|[^ \t\r\n]", text)
        pos = 0

        def quantity():
            nonlocal pos
            if pos < len(tokens) and tokens[pos] in quant:
                pos += 1
                return quant[tokens[pos - 1]]
            return 0

        def group(depth):
            nonlocal pos
            if depth > 200 or pos >= len(tokens):
                raise _Fail(_SYNTAX, self._token)
            token = tokens[pos]
            pos += 1
            mixed = token.endswith("#PCDATA")
            if token != "(" and not mixed:
                if _name(token) is None:
                    raise _Fail(_SYNTAX, self._token)
                return (4, quantity(), self._name_of(token), ())
            children, kind = [], 3 if mixed else 6
            if not mixed:
                children.append(group(depth + 1))
            while pos < len(tokens) and tokens[pos] in ",|":
                if not mixed and tokens[pos] == "|":
                    kind = 5
                pos += 1
                children.append(group(depth + 1))
            if pos >= len(tokens) or tokens[pos] != ")":
                raise _Fail(_SYNTAX, self._token)
            pos += 1
            return (kind, quantity(), None, tuple(children))
        out = group(0)
        if pos != len(tokens):
            raise _Fail(_SYNTAX, self._token)
        return out


XMLParserType = xmlparser


class _io_decoder:
    """A decoder that makes every line end a newline."""

    def __init__(self, decoder):
        self.decoder, self.cr = decoder, False

    def decode(self, data, final):
        text = self.decoder.decode(data, final)
        if self.cr:
            text, self.cr = "\r" + text, False
        if "\r" in text:
            if text[-1] == "\r" and not final:
                text, self.cr = text[:-1], True
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    """Make a parser."""
    for name, value in ("encoding", encoding), ("namespace_separator", namespace_separator):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"ParserCreate() argument '{name}' must be str or None, not {type(value).__name__}")
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError("namespace_separator must be at most one character, omitted, or None")
    if intern is None:
        intern = {}
    elif not isinstance(intern, dict):
        raise TypeError("intern must be a dictionary")
    parser = object.__new__(xmlparser)
    parser._setup(encoding, namespace_separator, intern)
    return parser
