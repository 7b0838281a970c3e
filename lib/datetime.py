"""Dates, times of day, the time between them, and time zones."""
# datetime: the native classes of _datetime; a program that hides that module gets those of a standard-library folder.
try:
    from _datetime import *
except ImportError:
    from _pydatetime import *

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")
