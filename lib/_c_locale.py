# _c_locale: the locale "C", the only one there is here, as the C library has it. Invariant: what is set is a name of it.
"""Support for POSIX locales."""

import sys

_CATEGORIES = ("LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES")
LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    """There is no such locale or category."""


Error.__module__ = "locale"


def setlocale(category, locale=None, /):
    """Activate the locale of a category, or ask for it."""
    if not isinstance(category, int):
        raise TypeError(f"'{type(category).__name__}' object cannot be interpreted as an integer")
    if locale is None:
        if not 0 <= category <= LC_ALL:
            raise Error("locale query failed")
    elif not isinstance(locale, str):
        raise TypeError(f"setlocale() argument 2 must be str or None, not {type(locale).__name__}")
    elif not 0 <= category <= LC_ALL or locale not in ("", "C", "POSIX"):
        raise Error("unsupported locale setting")
    return "C"


def localeconv():
    """How numbers and amounts of money are written."""
    conventions = dict.fromkeys(("int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep"), "")
    conventions |= {"mon_grouping": [], "positive_sign": "", "negative_sign": ""}
    conventions |= dict.fromkeys(("int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes",
                                  "n_sep_by_space", "p_sign_posn", "n_sign_posn"), CHAR_MAX)
    conventions |= {"decimal_point": ".", "thousands_sep": "", "grouping": []}
    return conventions


def strcoll(os1, os2, /):
    """Compare two strings: negative, 0 or positive."""
    for s in (os1, os2):
        if not isinstance(s, str):
            raise TypeError(f"strcoll() argument {1 if s is os1 else 2} must be str, not {type(s).__name__}")
        if "\0" in s:
            raise ValueError("embedded null character")
    return (os1 > os2) - (os1 < os2)


def strxfrm(string, /):
    """A string whose order is the locale's."""
    if not isinstance(string, str):
        raise TypeError(f"strxfrm() argument must be str, not {type(string).__name__}")
    if "\0" in string:
        raise ValueError("embedded null character")
    return string


_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_TIME = 2 << 16  # a name of the C library is its category and its place there
_names = {"CODESET": 14, "RADIXCHAR": 1 << 16, "THOUSEP": (1 << 16) + 1, "CRNCYSTR": (4 << 16) + 15, "YESEXPR": 5 << 16,
          "NOEXPR": (5 << 16) + 1}
_values = {14: "UTF-8", 1 << 16: ".", (1 << 16) + 1: "", (4 << 16) + 15: "-", 5 << 16: "^[yY]", (5 << 16) + 1: "^[nN]"}


def _number_names():
    entries = [(f"ABDAY_{i + 1}", name[:3]) for i, name in enumerate(_DAYS)]
    entries += [(f"DAY_{i + 1}", name) for i, name in enumerate(_DAYS)]
    entries += [(f"ABMON_{i + 1}", name[:3]) for i, name in enumerate(_MONTHS)]
    entries += [(f"MON_{i + 1}", name) for i, name in enumerate(_MONTHS)]
    entries += [("AM_STR", "AM"), ("PM_STR", "PM"), ("D_T_FMT", "%a %b %e %H:%M:%S %Y"), ("D_FMT", "%m/%d/%y"), ("T_FMT", "%H:%M:%S"),
                ("T_FMT_AMPM", "%I:%M:%S %p"), ("ERA", ""), (None, None), ("ERA_D_FMT", ""), ("ALT_DIGITS", ""),
                ("ERA_D_T_FMT", ""), ("ERA_T_FMT", "")]
    for i, (name, value) in enumerate(entries):
        if name:
            _names[name] = _TIME + i
            _values[_TIME + i] = value


_number_names()
globals().update(_names)


def nl_langinfo(key, /):
    """What the locale has for a key, such as DAY_1."""
    if not isinstance(key, int):
        raise TypeError(f"'{type(key).__name__}' object cannot be interpreted as an integer")
    try:
        return _values[key]
    except KeyError:
        raise ValueError("unsupported langinfo constant") from None


def gettext(msg, /):
    """The translation of a message: itself."""
    return msg


def dgettext(domain, msg, /):
    """The translation of a message in a domain: itself."""
    return msg


def dcgettext(domain, msg, category, /):
    """The translation of a message in a domain and category: itself."""
    return msg


_domain = "messages"
_domains = {}


def textdomain(domain, /):
    """Set the domain of messages unless it is None, and tell it."""
    global _domain
    if domain is not None:
        _domain = domain
    return _domain


def bindtextdomain(domain, dir, /):
    """Set the folder of a domain unless it is None, and tell it."""
    if not domain:
        raise Error("domain must be a non-empty string")
    if dir is not None:
        _domains[domain] = dir
    return _domains.get(domain, "/usr/share/locale")


def bind_textdomain_codeset(domain, codeset, /):
    """Set the encoding of a domain's messages: it is UTF-8 whatever is set."""
    return codeset


__all__ = [name for name in globals() if not name.startswith("_") and name != "sys"]
