# gettext: messages in the user's language, from the catalogs (.mo files) of GNU gettext.
# Invariant: a process reads a catalog once (_translations), and runs of a catalog's text only rules that _Rule has understood.
"""Translated messages, by the functions of GNU gettext or by classes."""

import os
import sys

__all__ = ["NullTranslations", "GNUTranslations", "Catalog", "bindtextdomain", "find", "translation", "install",
           "textdomain", "dgettext", "dngettext", "gettext", "ngettext", "pgettext", "dpgettext", "npgettext",
           "dnpgettext"]

_default_localedir = os.path.join(sys.base_prefix, "share", "locale")


# --- functions as those of GNU gettext: a domain is the name of a program's catalogs ---

_current_domain = "messages"
_localedirs = {}


def textdomain(domain=None):
    """Make a domain the current one, or with None leave it; returns the current domain."""
    global _current_domain
    if domain is not None:
        _current_domain = domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    """Say where the catalogs of a domain are, or with None leave it; returns where they are."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def _of(domain):
    # The catalog of a domain, as it is now for this user.
    try:
        return translation(domain, _localedirs.get(domain), fallback=True)
    except OSError:
        return NullTranslations()


def gettext(message):
    """The translation of a message."""
    return _of(_current_domain).gettext(message)


def ngettext(msgid1, msgid2, n):
    """The translation of a message about n things; it is msgid1 for one and msgid2 for more."""
    return _of(_current_domain).ngettext(msgid1, msgid2, n)


def pgettext(context, message):
    """The translation of a message where it means what it does in that context."""
    return _of(_current_domain).pgettext(context, message)


def npgettext(context, msgid1, msgid2, n):
    """The translation of a message about n things in a context."""
    return _of(_current_domain).npgettext(context, msgid1, msgid2, n)


def dgettext(domain, message):
    """gettext() in a domain."""
    return _of(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    """ngettext() in a domain."""
    return _of(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    """pgettext() in a domain."""
    return _of(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    """npgettext() in a domain."""
    return _of(domain).npgettext(context, msgid1, msgid2, n)


# --- from the user's languages to files to catalogs ---

def _expand_lang(loc):
    """Names of folders that suit a locale: all of language_territory.codeset@modifier first, the bare language last."""
    from locale import normalize
    loc, at, modifier = normalize(loc).partition("@")
    loc, dot, codeset = loc.partition(".")
    language, line, territory = loc.partition("_")
    # The codeset is the first to be left out, the modifier the last.
    ends = [dot + codeset, ""] if codeset else [""]
    if territory:
        ends = [line + territory + end for end in ends] + ends
    names = [language + end for end in ends]
    return [name + at + modifier for name in names] + names if modifier else names


def _folders(languages):
    # What to look for, in order. C is the language of the program: it needs no translation.
    seen = set()
    for language in languages:
        # POSIX is another name of it.
        for name in ("C",) if language == "C" else _expand_lang(language):
            if name == "C":
                return
            if name not in seen:
                seen.add(name)
                yield name


def find(domain, localedir=None, languages=None, all=False):
    """The first file for a domain that there is for the languages, or None; or with all the list of all such files.

    The languages are by default those of the first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set."""
    if languages is None:
        wishes = map(os.environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
        languages = next(filter(None, wishes), "C").split(":")
    where = _default_localedir if localedir is None else localedir
    found = []
    for folder in _folders(languages):
        path = os.path.join(where, folder, "LC_MESSAGES", f"{domain}.mo")
        if os.path.exists(path):
            if not all:
                return path
            found.append(path)
    return found if all else None


# Catalogs that were read, by class and path.
_translations = {}


def _load(class_, path):
    key = class_, os.path.abspath(path)
    known = _translations.get(key)
    if known is None:
        with open(path, "rb") as file:
            known = class_(file)
        # Another thread may have been faster.
        known = _translations.setdefault(key, known)
    return known


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalog of a domain, an object of class_ (GNUTranslations), with those of other languages as its fallbacks.

    Where find() has no file, it is a FileNotFoundError, or if fallback is true a NullTranslations."""
    paths = find(domain, localedir, languages, True)
    if paths:
        from copy import copy
        # Copies, since they are told apart by their fallbacks.
        first, *others = [copy(_load(class_ or GNUTranslations, path)) for path in paths]
        for other in others:
            first.add_fallback(other)
        return first
    if fallback:
        return NullTranslations()
    from errno import ENOENT
    raise FileNotFoundError(ENOENT, "No translation file found for domain", domain)


# What it was called at first.
Catalog = translation


def install(domain, localedir=None, *, names=None):
    """Make the translations of a domain builtin functions, as NullTranslations.install() does."""
    catalog = translation(domain, localedir, fallback=True)
    catalog.install(names)


# --- catalogs ---

def _warn_of_number(n):
    # In the name of the first caller that is not of this module.
    import warnings
    level = 1
    while (frame := sys._getframe(level)).f_globals.get("__name__") == __name__ and frame.f_back:
        level += 1
    warnings.warn(f"Plural value must be an integer, got {type(n).__name__}", DeprecationWarning, level + 1)


def _english(one, more, n, warn=False):
    if warn and not isinstance(n, int):
        _warn_of_number(n)
    return one if n == 1 else more


class NullTranslations:
    """A catalog that has no messages. It leaves those it is asked for to its fallback, or as they are."""

    def __init__(self, fp=None):
        """A catalog, read from a file that is open in binary mode if there is one."""
        self._fallback = self._charset = None
        self._info = {}
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """To be overridden: reads the file."""

    def add_fallback(self, fallback):
        """Have another catalog asked last, behind the fallbacks that there are."""
        if not self._fallback:
            self._fallback = fallback
        else:
            self._fallback.add_fallback(fallback)

    def info(self):
        """What the catalog's header says, by names."""
        return self._info

    def charset(self):
        """The encoding that the catalog's file was in."""
        return self._charset

    def gettext(self, message):
        """The translation of a message."""
        return self._fallback.gettext(message) if self._fallback else message

    def pgettext(self, context, message):
        """The translation of a message in a context."""
        return self._fallback.pgettext(context, message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        """The translation of a message about n things."""
        if not self._fallback:
            return _english(msgid1, msgid2, n, True)
        return self._fallback.ngettext(msgid1, msgid2, n)

    def npgettext(self, context, msgid1, msgid2, n):
        """The translation of a message about n things in a context."""
        if not self._fallback:
            return _english(msgid1, msgid2, n, True)
        return self._fallback.npgettext(context, msgid1, msgid2, n)

    def install(self, names=None):
        """Make gettext() the builtin function _(), and those of the four methods that are in names builtin, too."""
        import builtins
        builtins._ = self.gettext
        wanted = names or ()
        for name in "gettext", "ngettext", "pgettext", "npgettext":
            if name in wanted:
                setattr(builtins, name, getattr(self, name))


class GNUTranslations(NullTranslations):
    """A catalog of an .mo file."""

    # What the file begins with, by the order of bytes in its numbers.
    LE_MAGIC, BE_MAGIC = 0x950412DE, 0xDE120495

    # Major versions of the format.
    VERSIONS = 0, 1

    # How a message in a context is stored.
    CONTEXT = "%s\x04%s"

    def _get_versions(self, version):
        """The major and the minor version in a number."""
        return divmod(version, 0x10000)

    def _parse(self, fp):
        from struct import unpack
        self.plural = lambda n: int(n != 1)  # the rule of English
        self._catalog = {}
        data = fp.read()

        def fail(why):
            return OSError(0, why, getattr(fp, "name", ""))

        order = {self.LE_MAGIC: "<", self.BE_MAGIC: ">"}.get(unpack("<I", data[:4])[0])
        if order is None:
            raise fail("Bad magic number")
        version, count, *tables = unpack(order + "4I", data[4:20])
        major = self._get_versions(version)[0]
        if major not in self.VERSIONS:
            raise fail(f"Bad version number {major}")

        def strings(table):
            # Lengths and places stand in turn; behind each string is a zero.
            numbers = unpack(f"{order}{2 * count}I", data[table:table + 8 * count])
            for length, start in zip(numbers[::2], numbers[1::2]):
                if start + length >= len(data):
                    raise fail("File is corrupt")
                yield data[start:start + length]

        for message, text in zip(*map(strings, tables)):
            # The header is the translation of nothing, and comes first.
            if not message:
                self._read_header(text)
            self._add(message, text, self._charset or "ascii")

    def _add(self, message, text, charset):
        # A plural stands behind its singular and is not needed to find the forms.
        singular, zero, plural = message.partition(b"\0")
        key = str(singular, charset)
        if zero:
            for form, part in enumerate(text.split(b"\0")):
                self._catalog[key, form] = str(part, charset)
        else:
            self._catalog[key] = str(text, charset)

    def _read_header(self, text):
        # Lines of "name: value" like those of a mail, some of them continued, and comments of programs that join catalogs.
        name = None
        for line in map(str.strip, map(bytes.decode, text.split(b"\n"))):
            if not line or line[:9] == line[-9:] == "#-#-#-#-#":
                continue
            if ":" not in line:
                if name:
                    self._info[name] += "\n" + line
                continue
            name, value = map(str.strip, line.split(":", 1))
            name = name.lower()
            self._info[name] = value
            if name == "plural-forms":
                rule = value.split(";")[1].split("plural=")[1]
                self.plural = c2py(rule)
            elif name == "content-type":
                self._charset = value.split("charset=")[1]

    def gettext(self, message):
        """The translation of a message."""
        found = self._catalog.get(message)
        if found is None:
            found = self._catalog.get((message, self.plural(1)))
        return super().gettext(message) if found is None else found

    def pgettext(self, context, message):
        """The translation of a message in a context."""
        key = self.CONTEXT % (context, message)
        found = self._catalog.get(key)
        if found is None:
            found = self._catalog.get((key, self.plural(1)))
        return super().pgettext(context, message) if found is None else found

    # plural() has warned of an n that is no int.

    def ngettext(self, msgid1, msgid2, n):
        """The translation of a message about n things."""
        found = self._catalog.get((msgid1, self.plural(n)))
        if found is None:
            return self._fallback.ngettext(msgid1, msgid2, n) if self._fallback else _english(msgid1, msgid2, n)
        return found

    def npgettext(self, context, msgid1, msgid2, n):
        """The translation of a message about n things in a context."""
        found = self._catalog.get((self.CONTEXT % (context, msgid1), self.plural(n)))
        if found is None:
            return self._fallback.npgettext(context, msgid1, msgid2, n) if self._fallback else _english(msgid1, msgid2, n)
        return found


# --- rules of plurals: expressions in C of a number n, that say which of the forms is that for n ---

# How closely operators bind. There are some that Python has under other names, and it chains those of 3 and 4.
_BINDING = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
_PYTHON = {"||": "or", "&&": "and", "/": "//"}
_COMPARES = 3, 4


def _tokens(source):
    import re
    for good, bad in re.findall(r"([0-9]+\b|n\b|&&|\|\||==|[<>!]=?|[-+*/%?:()])|(\w+|[^ \t])", source):
        if bad:
            raise ValueError(f"invalid token in plural form: {bad}")
        yield good


def _unexpected(token):
    what = f"token in plural form: {token}" if token else "end of plural form"
    return ValueError("unexpected " + what)


class _Rule:
    # Reads a rule from left to right. The methods read a part of it each, and return it in Python.

    def __init__(self, source):
        self.rest, self.token = _tokens(source), None
        self.take()

    def take(self):
        taken, self.token = self.token, next(self.rest, "")
        return taken

    def all(self):
        text = self.choice()
        if self.token:
            raise _unexpected(self.token)
        return text

    def choice(self, inner=False):
        text = self.operation(1)[0]
        if self.token != "?":
            return text
        self.take()
        yes = self.choice(inner=True)
        if self.token != ":":
            raise _unexpected(self.token)
        self.take()
        text = f"{yes} if {text} else {self.choice()}"
        return f"({text})" if inner else text

    def operation(self, binding):
        """What operators bind that bind so closely, or closer; and whether it is a comparison."""
        text, compares = self.operand(), False
        while (level := _BINDING.get(self.token, 0)) >= binding:
            operator = self.take()
            right, right_compares = self.operation(level + 1)
            if level in _COMPARES:
                text = f"({text})" if compares else text
                right = f"({right})" if right_compares else right
            compares = level in _COMPARES
            text = f"{text} {_PYTHON.get(operator, operator)} {right}"
        return text, compares

    def operand(self):
        before = ""
        while self.token == "!":
            before += "not "
            self.take()
        if self.token == "(":
            self.take()
            inside = self.choice()
            if self.token != ")":
                raise ValueError("unbalanced parenthesis in plural form")
            text = f"({inside})"
        elif self.token == "n":
            text = "n"
        elif self.token.isdigit():
            text = str(int(self.token))
        else:
            raise _unexpected(self.token)
        self.take()
        return before + text


def _number(n):
    # For a rule: n that is no int, but a number.
    try:
        round(n)
    except TypeError:
        raise TypeError(f"Plural value must be an integer, got {type(n).__name__}") from None
    _warn_of_number(n)
    return n


def c2py(plural):
    """Make a function of n from a rule."""
    from itertools import accumulate
    if len(plural) > 1000:
        raise ValueError("plural form expression is too long")
    too_complex = ValueError("plural form expression is too complex")
    try:
        text = _Rule(plural).all()
        # No language needs so many parentheses, and Python takes no more than so many.
        if max(accumulate([(c == "(") - (c == ")") for c in text])) > 20:
            raise too_complex
        space = {"__name__": __name__, "number": _number}
        exec(f"def rule(n):\n    n = n if isinstance(n, int) else number(n)\n    return int({text})", space)
    except RecursionError:
        raise too_complex
    return space["rule"]
