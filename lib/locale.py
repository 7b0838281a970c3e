# locale: the conventions of the user's country. Only the locale "C" is there, so numbers and times are written as C writes them; names
# of locales are understood all the same. Invariant: whatever depends on a locale asks localeconv(), which programs may override.
"""Numbers and texts by the conventions of a locale; the one that is there is "C"."""

import functools
import sys
from builtins import str as _builtin_str

try:
    from _locale import *
    from _locale import getencoding
except ImportError:
    from _c_locale import *

    def getencoding():
        """The encoding of the locale."""
        return sys.getfilesystemencoding()

from _c_locale import localeconv as _localeconv, setlocale as _setlocale

__all__ = """CHAR_MAX Error LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME atof atoi currency
             format_string getdefaultlocale getencoding getlocale getpreferredencoding localeconv normalize setlocale
             str strcoll strxfrm""".split()

# For tests: what takes the place of the locale's conventions.
_override_localeconv = {}


@functools.wraps(_localeconv)
def localeconv():
    conventions = _localeconv()
    conventions.update(_override_localeconv)
    return conventions


# --- numbers ---

def _group_sizes(grouping):
    # The sizes of groups of digits, from the right: at a 0 the last is repeated, and CHAR_MAX says stop.
    last = 0
    for size in grouping:
        if size == CHAR_MAX:
            break
        while not size:
            if not last:
                raise ValueError("invalid grouping")
            yield last
        yield size
        last = size


def _group(text, kind):
    # Put separators between the groups of the last digits: the text, and by how many characters it grew.
    conventions = localeconv()
    separator, grouping = conventions[kind + "thousands_sep"], conventions[kind + "grouping"]
    if not grouping:
        return text, 0
    rest = text.rstrip(" ")
    after = text[len(rest):]
    groups = []
    for size in _group_sizes(grouping):
        if not ("0" <= rest[-1:] <= "9"):
            # Only a sign and spaces are left, or nothing.
            break
        rest, group = rest[:-size], rest[-size:]
        groups.insert(0, group)
    else:
        # All that is left is the first group.
        groups[:0] = filter(None, [rest])
        rest = ""
    return rest + separator.join(groups) + after, len(separator) * (len(groups) - 1)


def _strip_padding(text, amount):
    # Take off so many spaces, first in front and then behind, but not more than there are.
    if amount < 0:
        # There was no group at all, as of inf.
        return text.strip(" ")
    rest = text.lstrip(" ")
    taken = min(len(text) - len(rest), amount)
    text, amount = text[taken:], amount - taken
    behind = len(text) - len(text.rstrip(" "))
    return text[:len(text) - min(behind, amount)]


def localize(string, grouping=False, monetary=False):
    """A number as Python writes it, rewritten as the locale does."""
    kind = "mon_" if monetary else ""
    whole, point, fraction = string.partition(".")
    grown = 0
    if grouping:
        whole, grown = _group(whole, kind)
    if point:
        point = localeconv()[kind + "decimal_point"]
    text = whole + point + fraction
    return _strip_padding(text, grown) if grown else text


def delocalize(string):
    """A number as the locale writes it, rewritten as Python reads it."""
    conventions = localeconv()
    for name, plain in (("thousands_sep", ""), ("decimal_point", ".")):
        local = conventions[name]
        if local and local != plain:
            string = string.replace(local, plain)
    return string


def atof(string, func=float):
    """A number that is written as the locale does, by default as a float."""
    plain = delocalize(string)
    return func(plain)


def atoi(string):
    """An int that is written as the locale does."""
    return atof(string, int)


def str(val):
    """A float as text, with the locale's decimal point."""
    return localize("%.12g" % val)


@functools.cache
def _directive():
    import re
    return re.compile(r"%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]")


def format_string(f, val, grouping=False, monetary=False):
    """Format as f % val does, with numbers written as the locale does; with grouping in groups of digits.

    monetary asks for the conventions of amounts of money.
    """
    from collections.abc import Mapping
    named = isinstance(val, Mapping)
    given = val if named or isinstance(val, tuple) else (val,)
    used = 0

    def write(found):
        nonlocal used
        directive = found[0]
        if directive[-1] == "%":
            return "%"
        if named:
            args = given
        else:
            # Each star takes a value too.
            first, used = used, used + 1 + found["modifiers"].count("*")
            args = (given[first], *given[first + 1:used])
        text = directive % args
        return localize(text, grouping, monetary) if directive[-1] in "diueEfFgG" else text

    parts = [write(found) for found in _directive().finditer(f)]
    # What is no directive may be an error yet.
    return _directive().sub("%s", f) % tuple(parts)


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money as the locale writes it."""
    conventions = localeconv()
    side, sign = ("n_", conventions["negative_sign"]) if val < 0 else ("p_", conventions["positive_sign"])
    digits = conventions["int_frac_digits" if international else "frac_digits"]
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    # Around everything, and around the number.
    before = left = right = after = ""
    match conventions[side + "sign_posn"]:
        case 0:
            before, after = "()"
        case 2:
            after = sign
        case 3:
            left = sign
        case 4:
            right = sign
        case _:
            # 1, or the locale does not say.
            before = sign
    text = left + localize(format(abs(val), f".{digits}f"), grouping, monetary=True) + right
    if symbol:
        money = conventions["int_curr_symbol" if international else "currency_symbol"]
        space = " " if conventions[side + "sep_by_space"] else ""
        if conventions[side + "cs_precedes"]:
            text = money + space + text
        else:
            text += space + (money.removesuffix(" ") if international else money)
    return before + text + after


# --- names of locales ---

_VARIABLES = "LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE"


def normalize(localename):
    """The usual form of a name: language_COUNTRY.encoding. What is not known comes back as it is.

    >>> normalize("de")
    'de_DE.ISO8859-1'
    """
    import _locale_names
    return _locale_names.normalize(localename)


def _parse_localename(localename):
    # A name as (language code, encoding).
    name = normalize(localename)
    if name == "C":
        return None, None
    name, _, modifier = name.partition("@")
    language, dot, encoding = name.partition(".")
    if dot:
        return language, encoding.partition(".")[0]
    if modifier == "euro":
        return language, "iso-8859-15"
    if language not in ("C", "UTF-8"):
        raise ValueError(f"unknown locale: {localename}")
    return None, None if language == "C" else language


def _build_localename(parts):
    # The inverse.
    try:
        language, encoding = parts
        name = ["C" if language is None else language, encoding]
        return ".".join(name if encoding is not None else name[:1])
    except (ValueError, TypeError):
        raise TypeError("Locale must be None, a string, or an iterable of two strings -- language code, encoding.") from None


def _getdefaultlocale(envvars=_VARIABLES):
    from os import environ
    variable = next(filter(environ.get, envvars), None)
    name = environ[variable] if variable else "C"
    # That one may have several, the best first.
    return _parse_localename(name.partition(":")[0] if variable == "LANGUAGE" else name)


def getdefaultlocale(envvars=_VARIABLES):
    """The user's locale as (language code, encoding), from the environment; deprecated."""
    import warnings
    warnings._deprecated("locale.getdefaultlocale", "{name!r} is deprecated and slated for removal in Python {remove}. "
                         "Use setlocale(), getencoding() and getlocale() instead.", remove=(3, 15))
    return _getdefaultlocale(envvars)


def getlocale(category=LC_CTYPE):
    """The locale of a category as (language code, encoding), each None where it is not known."""
    name = _setlocale(category)
    if ";" in name and category == LC_ALL:
        raise TypeError("category LC_ALL is not supported")
    return _parse_localename(name)


def setlocale(category, locale=None):
    """Set the locale of a category to a name or (language code, encoding), "" for the user's; or tell it."""
    name = locale
    if name and not isinstance(name, _builtin_str):
        name = normalize(_build_localename(name))
    return _setlocale(category, name)


def getpreferredencoding(do_setlocale=True):
    """The encoding of text that the user prefers."""
    flags = sys.flags
    if flags.warn_default_encoding:
        from warnings import warn
        warn("UTF-8 Mode affects locale.getpreferredencoding(). Consider locale.getencoding() instead.", EncodingWarning, 2)
    return "utf-8" if flags.utf8_mode else getencoding()


def __getattr__(name):
    if name not in ("locale_alias", "locale_encoding_alias", "windows_locale"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import _locale_names
    table = globals()[name] = getattr(_locale_names, name)()
    return table
