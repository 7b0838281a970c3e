# gettext: messages in the user's language, from catalogs in the format of GNU gettext (.mo). Invariant: a catalog is read once a process
# and kept in _translations; a plural rule is compiled only of its own small grammar, never of Python.
"""Internationalization and localization: translated messages by the interface of GNU gettext."""

import os
import sys

__all__ = ["NullTranslations", "GNUTranslations", "Catalog", "bindtextdomain", "find", "translation", "install", "textdomain",
           "dgettext", "dngettext", "gettext", "ngettext", "pgettext", "dpgettext", "npgettext", "dnpgettext"]

_default_localedir = os.path.join(sys.base_prefix, "share", "locale")


# --- rules of plurals ---

_LEVELS = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
_IN_PYTHON = {"||": "or", "&&": "and", "/": "//"}


def _tokenize(plural):
    import re
    for found in re.finditer(r"(?P<space>[ \t]+)|(?P<number>[0-9]+\b)|(?P<name>n\b)|(?P<paren>[()])"
                             r"|(?P<operator>[-*/%+?:]|[><!]=?|==|&&|\|\|)|(?P<invalid>\w+|.)", plural, re.DOTALL):
        kind = found.lastgroup
        if kind == "space":
            continue
        value = found.group()
        if kind == "invalid":
            raise ValueError("invalid token in plural form: %s" % value)
        yield value
    yield ""


def _unexpected(value):
    if value:
        return ValueError("unexpected token in plural form: %s" % value)
    return ValueError("unexpected end of plural form")


def _parse(tokens, level=-1):
    """One expression of operators that bind at least so closely, in Python, and the token behind it."""
    result = ""
    token = next(tokens)
    while token == "!":
        result += "not "
        token = next(tokens)
    if token == "(":
        inner, token = _parse(tokens)
        result = "%s(%s)" % (result, inner)
        if token != ")":
            raise ValueError("unbalanced parenthesis in plural form")
    elif token == "n":
        result += "n"
    else:
        try:
            value = int(token, 10)
        except ValueError:
            raise _unexpected(token) from None
        result += "%d" % value
    token = next(tokens)
    before = 100
    while token in _LEVELS:
        i = _LEVELS[token]
        if i < level:
            break
        if i in (3, 4) and before in (3, 4):  # Python would chain them
            result = "(%s)" % result
        operator = _IN_PYTHON.get(token, token)
        right, token = _parse(tokens, i + 1)
        result = "%s %s %s" % (result, operator, right)
        before = i
    if before == level == 4:
        result = "(%s)" % result
    if token == "?" and level <= 0:
        if_true, token = _parse(tokens, 0)
        if token != ":":
            raise _unexpected(token)
        if_false, token = _parse(tokens)
        result = "%s if %s else %s" % (if_true, result, if_false)
        if level == 0:
            result = "(%s)" % result
    return result, token


def _as_int(n):
    """Warn of a number that is no int; a TypeError if it is no number."""
    try:
        round(n)
    except TypeError:
        raise TypeError("Plural value must be an integer, got %s" % (n.__class__.__name__,)) from None
    _warn_of_plural(n)
    return n


def _warn_of_plural(n):
    """Warn, where this module was called from, of a plural value that is no int."""
    import warnings
    frame, depth = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
        frame, depth = frame.f_back, depth + 1
    warnings.warn("Plural value must be an integer, got %s" % (n.__class__.__name__,), DeprecationWarning, depth)


def c2py(plural):
    """The function of n that a plural rule in C is: which of the forms to use for n."""
    if len(plural) > 1000:
        raise ValueError("plural form expression is too long")
    try:
        result, token = _parse(_tokenize(plural))
        if token:
            raise _unexpected(token)
        depth = 0
        for c in result:
            if c == "(":
                depth += 1
                if depth > 20:  # Python's parser has limits, and rules do not need that
                    raise ValueError("plural form expression is too complex")
            elif c == ")":
                depth -= 1
        namespace = {"_as_int": _as_int, "__name__": __name__}
        exec("if True:\n    def func(n):\n        if not isinstance(n, int):\n            n = _as_int(n)\n"
             "        return int(%s)\n" % result, namespace)
        return namespace["func"]
    except RecursionError:
        raise ValueError("plural form expression is too complex")


# --- catalogs ---

def _expand_lang(loc):
    """The names under which a locale's catalog may be found, the closest first."""
    import locale
    loc = locale.normalize(loc)
    loc, at, modifier = loc.partition("@")
    modifier = at + modifier
    loc, dot, codeset = loc.partition(".")
    codeset = dot + codeset
    language, underscore, territory = loc.partition("_")
    territory = underscore + territory
    # every part may be left out: the codeset first, then the territory, the modifier last
    names = []
    for m in [modifier, ""] if modifier else [""]:
        for t in [territory, ""] if territory else [""]:
            for c in [codeset, ""] if codeset else [""]:
                names.append(language + t + c + m)
    return names


class NullTranslations:
    """A catalog without messages: each is its own translation, unless a fallback has one."""

    def __init__(self, fp=None):
        """A catalog of an open file in binary mode."""
        self._info = {}
        self._charset = None
        self._fallback = None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """Read a file; this class has none to read."""

    def add_fallback(self, fallback):
        """Ask another catalog where this one, and the fallbacks before, have no translation."""
        if self._fallback:
            self._fallback.add_fallback(fallback)
        else:
            self._fallback = fallback

    def gettext(self, message):
        """The translation of a message."""
        if self._fallback:
            return self._fallback.gettext(message)
        return message

    def ngettext(self, msgid1, msgid2, n):
        """The translation of a message in the form for n things."""
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        if not isinstance(n, int):
            _warn_of_plural(n)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        """The translation of a message in a context."""
        if self._fallback:
            return self._fallback.pgettext(context, message)
        return message

    def npgettext(self, context, msgid1, msgid2, n):
        """The translation of a message in a context, in the form for n things."""
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        if not isinstance(n, int):
            _warn_of_plural(n)
        return msgid1 if n == 1 else msgid2

    def info(self):
        """What the catalog says of itself, as a dict."""
        return self._info

    def charset(self):
        """The encoding of the catalog's file."""
        return self._charset

    def install(self, names=None):
        """Make gettext() a builtin function with the name _, and others named in names by their own names."""
        import builtins
        builtins.__dict__["_"] = self.gettext
        if names is not None:
            for name in {"gettext", "ngettext", "npgettext", "pgettext"} & set(names):
                builtins.__dict__[name] = getattr(self, name)


class GNUTranslations(NullTranslations):
    """A catalog of a file in GNU gettext's binary format (.mo)."""

    LE_MAGIC = 0x950412DE
    BE_MAGIC = 0xDE120495

    # how a message's context is joined to it
    CONTEXT = "%s\x04%s"

    # major versions of the format that are understood
    VERSIONS = (0, 1)

    def _get_versions(self, version):
        """The major and the minor part of a version."""
        return version >> 16, version & 0xFFFF

    def _parse(self, fp):
        from struct import unpack
        filename = getattr(fp, "name", "")
        self._catalog = catalog = {}
        self.plural = lambda n: int(n != 1)  # the rule of English and many others
        buf = fp.read()
        size = len(buf)
        magic = unpack("<I", buf[:4])[0]
        if magic == self.LE_MAGIC:
            version, count, originals, translations = unpack("<4I", buf[4:20])
            pair = "<II"
        elif magic == self.BE_MAGIC:
            version, count, originals, translations = unpack(">4I", buf[4:20])
            pair = ">II"
        else:
            raise OSError(0, "Bad magic number", filename)
        major, minor = self._get_versions(version)
        if major not in self.VERSIONS:
            raise OSError(0, "Bad version number " + str(major), filename)
        for i in range(count):
            length, start = unpack(pair, buf[originals + 8 * i:originals + 8 * i + 8])
            message_end = start + length
            translated_length, translated_start = unpack(pair, buf[translations + 8 * i:translations + 8 * i + 8])
            translated_end = translated_start + translated_length
            if not (message_end < size and translated_end < size):
                raise OSError(0, "File is corrupt", filename)
            message = buf[start:message_end]
            translated = buf[translated_start:translated_end]
            if length == 0:
                self._read_header(translated)
            charset = self._charset or "ascii"
            if b"\x00" in message:
                first, _ = message.split(b"\x00")[:2]
                first = str(first, charset)
                for form, text in enumerate(translated.split(b"\x00")):
                    catalog[first, form] = str(text, charset)
            else:
                catalog[str(message, charset)] = str(translated, charset)

    def _read_header(self, text):
        """Read what stands as the translation of the empty message: lines as in the head of a mail."""
        last = None
        for line in text.split(b"\n"):
            item = line.decode().strip()
            if not item or item.startswith("#-#-#-#-#") and item.endswith("#-#-#-#-#"):
                continue
            if ":" in item:
                key, value = item.split(":", 1)
                last = key = key.strip().lower()
                value = value.strip()
                self._info[key] = value
                if key == "content-type":
                    self._charset = value.split("charset=")[1]
                elif key == "plural-forms":
                    self.plural = c2py(value.split(";")[1].split("plural=")[1])
            elif last:
                self._info[last] += "\n" + item

    def gettext(self, message):
        """The translation of a message."""
        found = self._catalog.get(message, _missing)
        if found is _missing:
            found = self._catalog.get((message, self.plural(1)), _missing)
        if found is not _missing:
            return found
        if self._fallback:
            return self._fallback.gettext(message)
        return message

    def ngettext(self, msgid1, msgid2, n):
        """The translation of a message in the form for n things."""
        try:
            return self._catalog[msgid1, self.plural(n)]
        except KeyError:
            if self._fallback:
                return self._fallback.ngettext(msgid1, msgid2, n)
            return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        """The translation of a message in a context."""
        key = self.CONTEXT % (context, message)
        found = self._catalog.get(key, _missing)
        if found is _missing:
            found = self._catalog.get((key, self.plural(1)), _missing)
        if found is not _missing:
            return found
        if self._fallback:
            return self._fallback.pgettext(context, message)
        return message

    def npgettext(self, context, msgid1, msgid2, n):
        """The translation of a message in a context, in the form for n things."""
        try:
            return self._catalog[self.CONTEXT % (context, msgid1), self.plural(n)]
        except KeyError:
            if self._fallback:
                return self._fallback.npgettext(context, msgid1, msgid2, n)
            return msgid1 if n == 1 else msgid2


_missing = object()


def find(domain, localedir=None, languages=None, all=False):
    """The path of the first catalog of a domain for the user's languages, or None; with all a list of all paths.

    languages are by default those of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG).
    """
    if localedir is None:
        localedir = _default_localedir
    if languages is None:
        languages = []
        for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            value = os.environ.get(variable)
            if value:
                languages = value.split(":")
                break
        if "C" not in languages:
            languages.append("C")
    names = []
    for language in languages:
        for name in _expand_lang(language):
            if name not in names:
                names.append(name)
    found = [] if all else None
    for name in names:
        if name == "C":
            break
        path = os.path.join(localedir, name, "LC_MESSAGES", "%s.mo" % domain)
        if os.path.exists(path):
            if not all:
                return path
            found.append(path)
    return found


_translations = {}


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalog of a domain for the user's languages; the languages behind the first are its fallbacks.

    Where there is none, the result is a NullTranslations if fallback is true, and a FileNotFoundError if not.
    """
    if class_ is None:
        class_ = GNUTranslations
    paths = find(domain, localedir, languages, all=True)
    if not paths:
        if fallback:
            return NullTranslations()
        from errno import ENOENT
        raise FileNotFoundError(ENOENT, "No translation file found for domain", domain)
    result = None
    for path in paths:
        key = (class_, os.path.abspath(path))
        t = _translations.get(key)
        if t is None:
            with open(path, "rb") as fp:
                t = _translations.setdefault(key, class_(fp))
        # a copy, since fallbacks are added to it
        import copy
        t = copy.copy(t)
        if result is None:
            result = t
        else:
            result.add_fallback(t)
    return result


def install(domain, localedir=None, *, names=None):
    """Install the translations of a domain as builtin functions: see NullTranslations.install()."""
    translation(domain, localedir, fallback=True).install(names)


# --- the functions of GNU gettext ---

_localedirs = {}
_current_domain = "messages"


def textdomain(domain=None):
    """Set the domain of messages, unless it is None, and tell it."""
    global _current_domain
    if domain is not None:
        _current_domain = domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    """Set the folder of a domain's catalogs, unless it is None, and tell it."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def dgettext(domain, message):
    """As gettext(), in another domain."""
    try:
        t = translation(domain, _localedirs.get(domain, None))
    except OSError:
        return message
    return t.gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    """As ngettext(), in another domain."""
    try:
        t = translation(domain, _localedirs.get(domain, None))
    except OSError:
        if not isinstance(n, int):
            _warn_of_plural(n)
        return msgid1 if n == 1 else msgid2
    return t.ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    """As pgettext(), in another domain."""
    try:
        t = translation(domain, _localedirs.get(domain, None))
    except OSError:
        return message
    return t.pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    """As npgettext(), in another domain."""
    try:
        t = translation(domain, _localedirs.get(domain, None))
    except OSError:
        if not isinstance(n, int):
            _warn_of_plural(n)
        return msgid1 if n == 1 else msgid2
    return t.npgettext(context, msgid1, msgid2, n)


def gettext(message):
    """The translation of a message."""
    return dgettext(_current_domain, message)


def ngettext(msgid1, msgid2, n):
    """The translation of a message in the form for n things."""
    return dngettext(_current_domain, msgid1, msgid2, n)


def pgettext(context, message):
    """The translation of a message in a context."""
    return dpgettext(_current_domain, context, message)


def npgettext(context, msgid1, msgid2, n):
    """The translation of a message in a context, in the form for n things."""
    return dnpgettext(_current_domain, context, msgid1, msgid2, n)


# the old name of translation()
Catalog = translation
