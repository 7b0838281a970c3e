"""Reading TOML 1.0"""

__all__ = ("loads", "load", "TOMLDecodeError")

from tomllib._parser import TOMLDecodeError, load, loads

TOMLDecodeError.__module__ = __name__
