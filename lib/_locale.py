# _locale: what the C library says of locales, which is that there is only "C", with UTF-8 as its encoding.
"""Support for POSIX locales."""

from _c_locale import *


def getencoding():
    """The encoding of the locale."""
    return "UTF-8"
