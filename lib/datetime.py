# datetime: the classes of the standard-library folder where there is one, so that its tests and private names fit, and otherwise
# Vivarium's own.
"""Concrete date/time and related types.

See https://data.iana.org/time-zones/tz-link.html for time zone and DST data sources."""
try:
    from _datetime import *
except ImportError:
    try:
        from _pydatetime import *
    except ImportError:
        from _vdatetime import *

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")
