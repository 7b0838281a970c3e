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

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "localeconv", "strcoll", "strxfrm",
           "str", "atof", "atoi", "format_string", "currency", "normalize", "LC_CTYPE", "LC_COLLATE", "LC_TIME", "LC_MONETARY",
           "LC_NUMERIC", "LC_ALL", "CHAR_MAX", "getencoding", "LC_MESSAGES"]

# For tests: what takes the place of the locale's conventions.
_override_localeconv = {}


@functools.wraps(_localeconv)
def localeconv():
    conventions = _localeconv()
    if _override_localeconv:
        conventions.update(_override_localeconv)
    return conventions


# --- numbers ---

def _grouping_intervals(grouping):
    """The sizes of groups of digits, from the right: the last is repeated unless CHAR_MAX says stop."""
    last = None
    for interval in grouping:
        if interval == CHAR_MAX:
            return
        if interval == 0:
            if last is None:
                raise ValueError("invalid grouping")
            while True:
                yield last
        yield interval
        last = interval


def _group(s, monetary=False):
    """Put separators between the groups of digits: the text, and by how many characters it grew."""
    conventions = localeconv()
    separator = conventions["mon_thousands_sep" if monetary else "thousands_sep"]
    grouping = conventions["mon_grouping" if monetary else "grouping"]
    if not grouping:
        return s, 0
    after = ""
    if s[-1] == " ":
        stripped = s.rstrip()
        after = s[len(stripped):]
        s = stripped
    before = ""
    groups = []
    for interval in _grouping_intervals(grouping):
        if not s or s[-1] not in "0123456789":
            before = s  # the sign or spaces
            s = ""
            break
        groups.append(s[-interval:])
        s = s[:-interval]
    if s:
        groups.append(s)
    groups.reverse()
    return before + separator.join(groups) + after, len(separator) * (len(groups) - 1)


def _strip_padding(s, amount):
    """Take off spaces, first in front and then behind, but not more than there are."""
    lead = 0
    while amount and lead < len(s) and s[lead] == " ":
        lead += 1
        amount -= 1
    end = len(s)
    while amount and end > lead and s[end - 1] == " ":
        end -= 1
        amount -= 1
    return s[lead:end]


def _format(percent, value, grouping=False, monetary=False, *additional):
    formatted = percent % ((value, *additional) if additional else value)
    if percent[-1] in "eEfFgGdiu":
        formatted = _localize(formatted, grouping, monetary)
    return formatted


def _localize(formatted, grouping=False, monetary=False):
    if "." in formatted:
        grown = 0
        whole, _, fraction = formatted.partition(".")
        if grouping:
            whole, grown = _group(whole, monetary=monetary)
        point = localeconv()["mon_decimal_point" if monetary else "decimal_point"]
        formatted = whole + point + fraction
        return _strip_padding(formatted, grown) if grown else formatted
    if grouping:
        formatted, grown = _group(formatted, monetary=monetary)
        if grown:
            formatted = _strip_padding(formatted, grown)
    return formatted


@functools.cache
def _directive():
    import re
    return re.compile(r"%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]")


def format_string(f, val, grouping=False, monetary=False):
    """Format as f % val does, with numbers written as the locale does; with grouping in groups of digits.

    monetary asks for the conventions of amounts of money.
    """
    from collections.abc import Mapping
    found = list(_directive().finditer(f))
    template = _directive().sub("%s", f)
    parts = []
    if isinstance(val, Mapping):
        for directive in found:
            if directive.group()[-1] == "%":
                parts.append("%")
            else:
                parts.append(_format(directive.group(), val, grouping, monetary))
    else:
        if not isinstance(val, tuple):
            val = (val,)
        i = 0
        for directive in found:
            if directive.group()[-1] == "%":
                parts.append("%")
            else:
                stars = directive["modifiers"].count("*")
                parts.append(_format(directive.group(), val[i], grouping, monetary, *val[i + 1:i + 1 + stars]))
                i += 1 + stars
    return template % tuple(parts)


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money as the locale writes it."""
    conventions = localeconv()
    digits = conventions["int_frac_digits" if international else "frac_digits"]
    if digits == 127:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    s = _localize(f"{abs(val):.{digits}f}", grouping, monetary=True)
    s = "<" + s + ">"  # where the sign may go
    if symbol:
        sign = conventions["int_curr_symbol" if international else "currency_symbol"]
        precedes = conventions["n_cs_precedes" if val < 0 else "p_cs_precedes"]
        separated = conventions["n_sep_by_space" if val < 0 else "p_sep_by_space"]
        if precedes:
            s = sign + (" " if separated else "") + s
        else:
            if international and sign[-1:] == " ":
                sign = sign[:-1]
            s = s + (" " if separated else "") + sign
    position = conventions["n_sign_posn" if val < 0 else "p_sign_posn"]
    sign = conventions["negative_sign" if val < 0 else "positive_sign"]
    if position == 0:
        s = "(" + s + ")"
    elif position == 1:
        s = sign + s
    elif position == 2:
        s = s + sign
    elif position == 3:
        s = s.replace("<", sign)
    elif position == 4:
        s = s.replace(">", sign)
    else:
        s = sign + s  # the locale does not say
    return s.replace("<", "").replace(">", "")


def str(val):
    """A float as text, with the locale's decimal point."""
    return _format("%.12g", val)


def delocalize(string):
    """A number as the locale writes it, rewritten as Python reads it."""
    conventions = localeconv()
    if conventions["thousands_sep"]:
        string = string.replace(conventions["thousands_sep"], "")
    if conventions["decimal_point"]:
        string = string.replace(conventions["decimal_point"], ".")
    return string


def localize(string, grouping=False, monetary=False):
    """A number as Python writes it, rewritten as the locale does."""
    return _localize(string, grouping, monetary)


def atof(string, func=float):
    """A number that is written as the locale does, by default as a float."""
    return func(delocalize(string))


def atoi(string):
    """An int that is written as the locale does."""
    return int(delocalize(string))


# --- names of locales ---

def normalize(localename):
    """The usual form of a name: language_COUNTRY.encoding. What is not known comes back as it is.

    >>> normalize("de")
    'de_DE.ISO8859-1'
    """
    import _locale_names
    return _locale_names.normalize(localename)


def _parse_localename(localename):
    """A name as (language code, encoding)."""
    code = normalize(localename)
    if "@" in code:
        code, modifier = code.split("@", 1)
        if modifier == "euro" and "." not in code:
            return code, "iso-8859-15"
    if "." in code:
        return tuple(code.split(".")[:2])
    if code == "C":
        return None, None
    if code == "UTF-8":
        return None, "UTF-8"
    raise ValueError("unknown locale: %s" % localename)


def _build_localename(localetuple):
    """The inverse of _parse_localename()."""
    try:
        language, encoding = localetuple
        if language is None:
            language = "C"
        if encoding is None:
            return language
        return language + "." + encoding
    except (TypeError, ValueError):
        raise TypeError("Locale must be None, a string, or an iterable of two strings -- language code, encoding.") from None


def getdefaultlocale(envvars=("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")):
    """The user's locale as (language code, encoding), from the environment; deprecated."""
    import warnings
    warnings._deprecated("locale.getdefaultlocale", "{name!r} is deprecated and slated for removal in Python {remove}. "
                         "Use setlocale(), getencoding() and getlocale() instead.", remove=(3, 15))
    return _getdefaultlocale(envvars)


def _getdefaultlocale(envvars=("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")):
    import os
    for variable in envvars:
        name = os.environ.get(variable)
        if name:
            if variable == "LANGUAGE":
                name = name.split(":")[0]
            break
    else:
        name = "C"
    return _parse_localename(name)


def getlocale(category=LC_CTYPE):
    """The locale of a category as (language code, encoding), each None where it is not known."""
    name = _setlocale(category)
    if category == LC_ALL and ";" in name:
        raise TypeError("category LC_ALL is not supported")
    return _parse_localename(name)


def setlocale(category, locale=None):
    """Set the locale of a category to a name or (language code, encoding), "" for the user's; or tell it."""
    if locale and not isinstance(locale, _builtin_str):
        locale = normalize(_build_localename(locale))
    return _setlocale(category, locale)


def getpreferredencoding(do_setlocale=True):
    """The encoding of text that the user prefers."""
    if sys.flags.warn_default_encoding:
        import warnings
        warnings.warn("UTF-8 Mode affects locale.getpreferredencoding(). Consider locale.getencoding() instead.",
                      EncodingWarning, 2)
    if sys.flags.utf8_mode:
        return "utf-8"
    return getencoding()


def __getattr__(name):
    if name in ("locale_alias", "locale_encoding_alias", "windows_locale"):
        import _locale_names
        value = globals()[name] = getattr(_locale_names, name)()
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
