# _vdatetime: the classes of datetime, in plain Python, for when there is no standard-library folder. A moment is counted in days
# from 1 January 1 (day 1) and microseconds of a day; time zones are asked by the rules of PEP 495.
import time as _time

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR = 1
MAXYEAR = 9999
_MAX_ORDINAL = 3652059
_DAY_US = 86_400_000_000
_MIN_US = -999999999 * _DAY_US  # of a timedelta
_MAX_US = 1000000000 * _DAY_US - 1
_MONTHS = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = (None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BEFORE = (None, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTH = (None, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Month and day of the days of a year, and of a leap year.
_PLAIN_DAYS = [(m, d) for m in range(1, 13) for d in range(1, _LENGTH[m] + 1)]
_LEAP_DAYS = _PLAIN_DAYS[:59] + [(2, 29)] + _PLAIN_DAYS[59:]


def _leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


def _month_days(y, m):
    return 29 if m == 2 and _leap(y) else _LENGTH[m]


def _year_day(y, m, d):
    return _BEFORE[m] + (m > 2 and _leap(y)) + d


def _to_ordinal(y, m, d):
    n = y - 1
    if m > 2 and y % 4 == 0 and (y % 100 != 0 or y % 400 == 0):
        d += 1
    return n * 365 + n // 4 - n // 100 + n // 400 + _BEFORE[m] + d


def _from_ordinal(n):
    n -= 1
    cycles, n = divmod(n, 146097)
    centuries, n = divmod(n, 36524)
    fours, n = divmod(n, 1461)
    years, n = divmod(n, 365)
    y = cycles * 400 + centuries * 100 + fours * 4 + years + 1
    if years == 4 or centuries == 4:
        return y - 1, 12, 31
    m, d = (_LEAP_DAYS if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0) else _PLAIN_DAYS)[n]
    return y, m, d


def _first_monday(y):
    # The ordinal of the Monday that starts ISO week 1.
    first = _to_ordinal(y, 1, 1)
    day = (first + 6) % 7
    monday = first - day
    return monday + 7 if day > 3 else monday


def _from_week(y, w, d):
    if not MINYEAR <= y <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {y}")
    weeks = (_first_monday(y + 1) - _first_monday(y)) // 7
    if not 0 < w <= weeks:
        raise ValueError(f"Invalid week: {w}")
    if not 0 < d < 8:
        raise ValueError(f"Invalid weekday: {d} (range is [1, 7])")
    return _from_ordinal(_first_monday(y) + (w - 1) * 7 + d - 1)


def _index(x):
    if isinstance(x, int):
        return int(x)
    try:
        return type(x).__index__(x)
    except AttributeError:
        raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer") from None


def _check_date(y, m, d):
    if type(y) is type(m) is type(d) is int and MINYEAR <= y <= MAXYEAR and 1 <= m <= 12 and 1 <= d <= 28:
        return y, m, d
    y, m, d = _index(y), _index(m), _index(d)
    if not MINYEAR <= y <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {y}")
    if not 1 <= m <= 12:
        raise ValueError(f"month must be in 1..12, not {m}")
    if not 1 <= d <= _month_days(y, m):
        raise ValueError(f"day {d} must be in range 1..{_month_days(y, m)} for month {m} in year {y}")
    return y, m, d


def _check_given(month, day):
    if month is None or day is None:
        raise TypeError("function missing required argument " + ("'month' (pos 2)" if month is None else "'day' (pos 3)"))


def _check_state(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("bad tzinfo state arg")


def _check_time(h, m, s, us, fold):
    if (type(h) is type(m) is type(s) is type(us) is type(fold) is int and 0 <= h <= 23 and 0 <= m <= 59 and 0 <= s <= 59
            and 0 <= us <= 999999 and 0 <= fold <= 1):
        return h, m, s, us, fold
    h, m, s, us = _index(h), _index(m), _index(s), _index(us)
    for name, x, top in ("hour", h, 23), ("minute", m, 59), ("second", s, 59), ("microsecond", us, 999999):
        if not 0 <= x <= top:
            raise ValueError(f"{name} must be in 0..{top}, not {x}")
    if fold not in (0, 1):
        raise ValueError(f"fold must be either 0 or 1, not {fold}")
    return h, m, s, us, fold


def _check_tz(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _check_offset(name, offset):
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -_DAY_US < offset._us < _DAY_US:
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
    return offset


def _check_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
    return name


def _offset_text(offset, sep=":"):
    if offset is None:
        return ""
    us = offset._us
    sign = "-" if us < 0 else "+"
    s, us = divmod(abs(us), 1_000_000)
    text = f"{sign}{s // 3600:02d}{sep}{s // 60 % 60:02d}"
    if s % 60 or us:
        text += f"{sep}{s % 60:02d}"
        if us:
            text += f".{us:06d}"
    return text


_SPECS = {"hours": 1, "minutes": 2, "seconds": 3, "milliseconds": 4, "microseconds": 5}


def _time_text(h, m, s, us, spec):
    if spec == "auto":
        spec = "microseconds" if us else "seconds"
    n = _SPECS.get(spec)
    if n is None:
        raise ValueError("Unknown timespec value")
    text = f"{h:02d}"
    if n > 1:
        text += f":{m:02d}"
    if n > 2:
        text += f":{s:02d}"
    if n == 4:
        text += f".{us // 1000:03d}"
    if n == 5:
        text += f".{us:06d}"
    return text


def _strftime(x, format, fields, us, offset, name):
    # time.strftime() with the directives that it has no values for; offset and name are functions.
    out, i = [], 0
    while i < len(format):
        c = format[i]
        i += 1
        if c != "%" or i >= len(format):
            out.append(c)
            continue
        c = format[i]
        i += 1
        if c == "f":
            out.append(f"{us:06d}")
        elif c == "z":
            out.append(_offset_text(offset(), ""))
        elif c == ":" and format[i:i + 1] == "z":
            i += 1
            out.append(_offset_text(offset()))
        elif c == "Z":
            out.append((name() or "").replace("%", "%%"))
        elif c in "YGCF" and fields[0] < 1000:
            year = x.isocalendar()[0] if c == "G" else fields[0]
            out.append(f"{year // 100:02d}" if c == "C" else f"{year:04d}" + (f"-{fields[1]:02d}-{fields[2]:02d}" if c == "F" else ""))
        else:
            out.append("%" + c)
    return _time.strftime("".join(out), fields)


def _digits(text, what):
    if not (text.isascii() and text.isdigit()):
        raise ValueError(what)
    return int(text)


def _parse_date(text):
    bad = "Invalid isoformat string"
    y = _digits(text[:4], bad)
    dash = text[4:5] == "-"
    at = 5 if dash else 4
    if text[at:at + 1] == "W":
        w = _digits(text[at + 1:at + 3], bad)
        rest = text[at + 3:]
        if len(text[at + 1:at + 3]) != 2:
            raise ValueError(bad)
        if not rest:
            return _from_week(y, w, 1)
        if rest.startswith("-") != dash or len(rest) != 1 + dash:
            raise ValueError(bad)
        return _from_week(y, w, _digits(rest[dash:], bad))
    rest = text[at:]
    if len(rest) != (5 if dash else 4) or dash and rest[2] != "-":
        raise ValueError(bad)
    return y, _digits(rest[:2], bad), _digits(rest[-2:], bad)


def _parse_clock(text):
    # hour, minute, second, microsecond of HH[:MM[:SS[.f]]], with or without colons.
    bad = "Invalid time"
    text, dot, fraction = text.replace(",", ".").partition(".")
    if dot and not fraction:
        raise ValueError(bad)
    colon = text[2:3] == ":"
    parts = text.split(":") if colon else [text[i:i + 2] for i in range(0, len(text), 2)]
    if not 1 <= len(parts) <= 3 or dot and len(parts) != 3 or any(len(p) != 2 for p in parts):
        raise ValueError(bad)
    h, m, s = [_digits(p, bad) for p in parts] + [0] * (3 - len(parts))
    return h, m, s, _digits(fraction[:6].ljust(6, "0"), bad) if dot and _digits(fraction, bad) is not None else 0


def _parse_time(text):
    # (hour, minute, second, microsecond), time zone
    at = max(text.find(c) for c in "+-Z")
    if at < 0:
        return _parse_clock(text), None
    clock = _parse_clock(text[:at])
    if text[at] == "Z":
        if len(text) != at + 1:
            raise ValueError("Malformed time zone string")
        return clock, timezone.utc
    h, m, s, us = _parse_clock(text[at + 1:])
    offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
    if not offset:
        return clock, timezone.utc
    return clock, timezone(-offset if text[at] == "-" else offset)


class timedelta:
    """Difference between two datetime values."""

    __slots__ = ("_us", "_hash")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        if type(days) is type(seconds) is type(microseconds) is type(milliseconds) is type(minutes) is type(hours) is type(weeks) is int:
            return cls._of((days + weeks * 7) * _DAY_US + (hours * 3600 + minutes * 60 + seconds) * 1_000_000 + milliseconds * 1000
                           + microseconds)
        us, rest = 0, 0.0
        for name, x, factor in (("days", days, _DAY_US), ("seconds", seconds, 1_000_000), ("microseconds", microseconds, 1),
                                ("milliseconds", milliseconds, 1000), ("minutes", minutes, 60_000_000),
                                ("hours", hours, 3_600_000_000), ("weeks", weeks, 7 * _DAY_US)):
            if isinstance(x, int):
                us += int(x) * factor
            elif isinstance(x, float):
                whole = int(x)
                us += whole * factor
                rest += (x - whole) * factor
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(x).__name__}")
        return cls._of(us + round(rest))

    @classmethod
    def _of(cls, us):
        if not _MIN_US <= us <= _MAX_US:
            days = us // _DAY_US
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._us, self._hash = us, -1
        return self

    days = property(lambda self: self._us // _DAY_US, doc="Number of days.")
    seconds = property(lambda self: self._us // 1_000_000 % 86400, doc="Number of seconds (>= 0 and less than 1 day).")
    microseconds = property(lambda self: self._us % 1_000_000, doc="Number of microseconds (>= 0 and less than 1 second).")

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._us / 1_000_000

    def __repr__(self):
        parts = [f"{n}={v}" for n in ("days", "seconds", "microseconds") if (v := getattr(self, n))]
        return f"{_full(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        s = self.seconds
        text = f"{s // 3600}:{s // 60 % 60:02d}:{s % 60:02d}"
        if d := self.days:
            text = f"{d} day{'' if abs(d) == 1 else 's'}, {text}"
        if us := self.microseconds:
            text += f".{us:06d}"
        return text

    def __add__(self, other):
        return timedelta._of(self._us + other._us) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta._of(self._us - other._us) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return timedelta._of(other._us - self._us) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._us)

    def __pos__(self):
        return timedelta._of(self._us)

    def __abs__(self):
        return timedelta._of(abs(self._us))

    def __mul__(self, x):
        if isinstance(x, int):
            return timedelta._of(self._us * int(x))
        if isinstance(x, float):
            a, b = x.as_integer_ratio()
            return timedelta._of(_round(self._us * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, x):
        if isinstance(x, timedelta):
            return self._us // x._us
        return timedelta._of(self._us // int(x)) if isinstance(x, int) else NotImplemented

    def __truediv__(self, x):
        if isinstance(x, timedelta):
            return self._us / x._us
        if isinstance(x, int):
            return timedelta._of(_round(self._us, int(x)))
        if isinstance(x, float):
            a, b = x.as_integer_ratio()
            return timedelta._of(_round(self._us * b, a))
        return NotImplemented

    def __mod__(self, x):
        return timedelta._of(self._us % x._us) if isinstance(x, timedelta) else NotImplemented

    def __divmod__(self, x):
        if not isinstance(x, timedelta):
            return NotImplemented
        q, r = divmod(self._us, x._us)
        return q, timedelta._of(r)

    def __eq__(self, x):
        return self._us == x._us if isinstance(x, timedelta) else NotImplemented

    def __lt__(self, x):
        return self._us < x._us if isinstance(x, timedelta) else NotImplemented

    def __le__(self, x):
        return self._us <= x._us if isinstance(x, timedelta) else NotImplemented

    def __gt__(self, x):
        return self._us > x._us if isinstance(x, timedelta) else NotImplemented

    def __ge__(self, x):
        return self._us >= x._us if isinstance(x, timedelta) else NotImplemented

    def __hash__(self):
        if self._hash == -1:
            self._hash = hash((self.days, self.seconds, self.microseconds))
        return self._hash

    def __bool__(self):
        return self._us != 0

    def __reduce__(self):
        return type(self), (self.days, self.seconds, self.microseconds)


def _round(a, b):
    # a / b to the nearest integer, halves to even.
    q, r = divmod(a, b)
    if b < 0:
        b, r = -b, -r
    return q + (2 * r > b or 2 * r == b and q & 1)


def _full(x):
    cls = type(x)
    return f"{cls.__module__}.{cls.__qualname__}"


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """Abstract base class for time zone info objects."""

    __slots__ = ()

    def tzname(self, dt):
        """datetime -> string name of time zone."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        """datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        """datetime -> DST offset as timedelta positive east of UTC."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """datetime in UTC -> datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset, dst = dt.utcoffset(), dt.dst()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        if dst is None:
            raise ValueError("fromutc: non-None dst() result required")
        if delta := offset - dst:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        args = self.__getinitargs__() if hasattr(self, "__getinitargs__") else ()
        return type(self), args, self.__getstate__()


_UNSET = object()


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""

    __slots__ = ("_offset", "_name")

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __new__(cls, offset, name=_UNSET):
        if not isinstance(offset, timedelta):
            raise TypeError("offset must be a timedelta")
        if name is _UNSET:
            if not offset and hasattr(cls, "utc"):
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError("name must be a string")
        if not -_DAY_US < offset._us < _DAY_US:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}")
        self = tzinfo.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return type(self), self.__getinitargs__()

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return f"{_full(self)}.utc"
        args = ", ".join(map(repr, self.__getinitargs__()))
        return f"{_full(self)}({args})"

    def __str__(self):
        return self.tzname(None)

    def _asked(self, dt, name):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{name}() argument must be a datetime instance or None")

    def utcoffset(self, dt):
        self._asked(dt, "utcoffset")
        return self._offset

    def tzname(self, dt):
        self._asked(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        self._asked(dt, "dst")

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() argument must be a datetime instance or None")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


class date:
    """date(year, month, day) --> date object"""

    __slots__ = ("_date", "_hash")

    def __new__(cls, year, month=None, day=None):
        if month is None and isinstance(year, (bytes, str)) and len(year) == 4:
            b = year.encode("latin-1") if isinstance(year, str) else year
            if 1 <= b[2] <= 12:  # pickled
                return cls._of(b[0] << 8 | b[1], b[2], b[3])
        _check_given(month, day)
        return cls._of(*_check_date(year, month, day))

    @classmethod
    def _of(cls, y, m, d):
        self = object.__new__(cls)
        self._date, self._hash = (y, m, d), -1
        return self

    year = property(lambda self: self._date[0])
    month = property(lambda self: self._date[1])
    day = property(lambda self: self._date[2])

    @classmethod
    def fromtimestamp(cls, t, /):
        """Create a date from a POSIX timestamp."""
        if t is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        return cls(*_time.localtime(t)[:3])

    @classmethod
    def today(cls):
        """Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n, /):
        """int -> date corresponding to a proleptic Gregorian ordinal."""
        if not 1 <= n <= _MAX_ORDINAL:
            raise ValueError("ordinal must be >= 1" if n < 1 else "year is out of range")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text, /):
        """str -> Construct a date from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_date(text))
        except ValueError as e:
            if "Invalid isoformat" not in str(e):
                raise
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """int, int, int -> Construct a date from the ISO year, week number and weekday."""
        return cls(*_from_week(_index(year), _index(week), _index(day)))

    @classmethod
    def strptime(cls, text, format, /):
        """string, format -> new date parsed from a string (like time.strptime())."""
        import _strptime
        return _strptime._strptime_datetime_date(cls, text, format)

    def __repr__(self):
        return f"{_full(self)}({', '.join(map(str, self._date))})"

    def isoformat(self):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        y, m, d = self._date
        return f"{y:04d}-{m:02d}-{d:02d}"

    __str__ = isoformat

    def ctime(self):
        """Return ctime() style string."""
        y, m, d = self._date
        return f"{_WEEKDAYS[self.isoweekday()]} {_MONTHS[m]} {d:2d} 00:00:00 {y:04d}"

    def strftime(self, format):
        """Format using strftime()."""
        return _strftime(self, format, self.timetuple(), 0, lambda: None, lambda: None)

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def timetuple(self):
        """Return local time tuple compatible with time.localtime()."""
        return _time.struct_time((*self._date, 0, 0, 0, self.weekday(), _year_day(*self._date), -1))

    def toordinal(self):
        """Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."""
        return _to_ordinal(*self._date)

    def weekday(self):
        """Return the day of the week represented by the date. Monday == 0 ... Sunday == 6"""
        y, m, d = self._date
        return (_to_ordinal(y, m, d) + 6) % 7

    def isoweekday(self):
        """Return the day of the week represented by the date. Monday == 1 ... Sunday == 7"""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return a named tuple containing ISO year, week number, and weekday."""
        y, n = self._date[0], self.toordinal()
        if n < _first_monday(y):
            y -= 1
        elif n >= _first_monday(y + 1):
            y += 1
        return IsoCalendarDate(y, (n - _first_monday(y)) // 7 + 1, self.isoweekday())

    def replace(self, year=None, month=None, day=None):
        """Return date with new specified fields."""
        y, m, d = self._date
        return type(self)(y if year is None else year, m if month is None else month, d if day is None else day)

    __replace__ = replace

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other.days
        if not 1 <= n <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def _order(self, other):
        # What two dates are compared by; a date and a datetime have no order.
        if isinstance(other, date) and not isinstance(other, datetime):
            return other._date

    def __eq__(self, other):
        o = self._order(other)
        return NotImplemented if o is None else self._date == o

    def __lt__(self, other):
        o = self._order(other)
        return NotImplemented if o is None else self._date < o

    def __le__(self, other):
        o = self._order(other)
        return NotImplemented if o is None else self._date <= o

    def __gt__(self, other):
        o = self._order(other)
        return NotImplemented if o is None else self._date > o

    def __ge__(self, other):
        o = self._order(other)
        return NotImplemented if o is None else self._date >= o

    def __hash__(self):
        if self._hash == -1:
            self._hash = hash(self._bytes())
        return self._hash

    def _bytes(self):
        y, m, d = self._date
        return bytes((y >> 8, y & 255, m, d))

    def __reduce__(self):
        return type(self), (self._bytes(),)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class IsoCalendarDate(tuple):
    __slots__ = ()

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return "%s(year=%d, week=%d, weekday=%d)" % (_full(self), *self)


class time:
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object"""

    __slots__ = ("_time", "_tz", "_fold", "_hash")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, (bytes, str)) and len(hour) == 6:
            b = hour.encode("latin-1") if isinstance(hour, str) else hour
            if b[0] & 127 < 24:  # pickled
                _check_state(minute or None)
                return cls._of(b[0] & 127, b[1], b[2], int.from_bytes(b[3:]), minute or None, b[0] >> 7)
        h, m, s, us, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tz(tzinfo)
        return cls._of(h, m, s, us, tzinfo, fold)

    @classmethod
    def _of(cls, h, m, s, us, tz, fold):
        self = object.__new__(cls)
        self._time, self._tz, self._fold, self._hash = (h, m, s, us), tz, fold, -1
        return self

    hour = property(lambda self: self._time[0])
    minute = property(lambda self: self._time[1])
    second = property(lambda self: self._time[2])
    microsecond = property(lambda self: self._time[3])
    tzinfo = property(lambda self: self._tz)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text, /):
        """string -> time from a string in ISO 8601 format"""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            clock, tz = _parse_time(text.removeprefix("T"))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None
        return cls(*clock, tz)

    @classmethod
    def strptime(cls, text, format, /):
        """string, format -> new time parsed from a string (like time.strptime())."""
        import _strptime
        return _strptime._strptime_datetime_time(cls, text, format)

    def utcoffset(self):
        """Return the timezone offset as timedelta positive east of UTC (negative west of UTC)."""
        return None if self._tz is None else _check_offset("utcoffset", self._tz.utcoffset(None))

    def dst(self):
        """Return the daylight saving time offset or None."""
        return None if self._tz is None else _check_offset("dst", self._tz.dst(None))

    def tzname(self):
        """Return the timezone name or None."""
        return None if self._tz is None else _check_name(self._tz.tzname(None))

    def isoformat(self, timespec="auto"):
        """Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        return _time_text(*self._time, timespec) + _offset_text(self.utcoffset())

    __str__ = isoformat

    def __repr__(self):
        h, m, s, us = self._time
        return f"{_full(self)}({h}, {m}{_tail(s, us, self._tz, self._fold)}"

    def strftime(self, format):
        """Format using strftime()."""
        h, m, s, us = self._time
        return _strftime(self, format, _time.struct_time((1900, 1, 1, h, m, s, 0, 1, -1)), us, self.utcoffset, self.tzname)

    __format__ = date.__format__

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return time with new specified fields."""
        new = [old if x is None else x for old, x in zip(self._time, (hour, minute, second, microsecond))]
        return type(self)(*new, self._tz if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _us(self):
        h, m, s, us = self._time
        return ((h * 60 + m) * 60 + s) * 1_000_000 + us

    def _compare(self, other, equal):
        if not isinstance(other, time):
            return NotImplemented
        if self._tz is other._tz:
            a, b = None, None
        else:
            a, b = self.utcoffset(), other.utcoffset()
        if (a is None) != (b is None):
            if equal:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware times")
        x, y = self._us(), other._us()
        if a is not None:
            x, y = x - a._us, y - b._us
        return (x > y) - (x < y)

    def __eq__(self, other):
        c = self._compare(other, True)
        return c if c is NotImplemented else c == 0

    def __lt__(self, other):
        c = self._compare(other, False)
        return c if c is NotImplemented else c < 0

    def __le__(self, other):
        c = self._compare(other, False)
        return c if c is NotImplemented else c <= 0

    def __gt__(self, other):
        c = self._compare(other, False)
        return c if c is NotImplemented else c > 0

    def __ge__(self, other):
        c = self._compare(other, False)
        return c if c is NotImplemented else c >= 0

    def __hash__(self):
        if self._hash == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            self._hash = hash(self._us() - (0 if offset is None else offset._us))
        return self._hash

    def __reduce_ex__(self, protocol):
        h, m, s, us = self._time
        fold = self._fold << 7 if protocol > 3 else 0
        state = bytes((h | fold, m, s)) + us.to_bytes(3)
        return type(self), (state,) if self._tz is None else (state, self._tz)

    def __reduce__(self):
        return self.__reduce_ex__(2)


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


def _tail(s, us, tz, fold):
    # The end of a repr.
    text = f", {s}, {us}" if us else f", {s}" if s else ""
    if tz is not None:
        text += f", tzinfo={tz!r}"
    return text + (", fold=1)" if fold else ")")


# Methods of datetime have these names too.
_date, _clock = date, time


class datetime(date):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])

The year, month and day arguments are required. tzinfo may be None, or an
instance of a tzinfo subclass. The remaining arguments may be ints."""

    __slots__ = ("_time", "_tz", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(year, (bytes, str)) and len(year) == 10:
            b = year.encode("latin-1") if isinstance(year, str) else year
            if 1 <= b[2] & 127 <= 12:  # pickled
                _check_state(month)
                return cls._make((b[0] << 8 | b[1], b[2] & 127, b[3]), (b[4], b[5], b[6], int.from_bytes(b[7:])), month, b[2] >> 7)
        _check_given(month, day)
        ymd = _check_date(year, month, day)
        h, m, s, us, fold = _check_time(hour, minute, second, microsecond, fold)
        if tzinfo is not None:
            _check_tz(tzinfo)
        return cls._make(ymd, (h, m, s, us), tzinfo, fold)

    @classmethod
    def _make(cls, ymd, clock, tz, fold):
        self = object.__new__(cls)
        self._date, self._time, self._tz, self._fold, self._hash = ymd, clock, tz, fold, -1
        return self

    hour = property(lambda self: self._time[0])
    minute = property(lambda self: self._time[1])
    second = property(lambda self: self._time[2])
    microsecond = property(lambda self: self._time[3])
    tzinfo = property(lambda self: self._tz)
    fold = property(lambda self: self._fold)

    def _us(self):
        # Microseconds since the beginning of 1 January 1, by the clock on the wall.
        h, m, s, us = self._time
        return (_to_ordinal(*self._date) - 1) * _DAY_US + ((h * 60 + m) * 60 + s) * 1_000_000 + us

    @classmethod
    def _from_us(cls, n, tz, fold=0):
        days, us = divmod(n, _DAY_US)
        if not 0 <= days < _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        s, us = divmod(us, 1_000_000)
        if cls is datetime:
            return cls._make(_from_ordinal(days + 1), (s // 3600, s // 60 % 60, s % 60, us), tz, fold)
        return cls(*_from_ordinal(days + 1), s // 3600, s // 60 % 60, s % 60, us, tz, fold=fold)

    @classmethod
    def _fromtimestamp(cls, t, utc, tz):
        if isinstance(t, float):
            if t != t:
                raise ValueError("cannot convert float NaN to integer")
            if t in (float("inf"), float("-inf")):
                raise OverflowError("cannot convert float infinity to integer")
            a, b = t.as_integer_ratio()
            n = _round(a * 1_000_000, b)
        else:
            n = _index(t) * 1_000_000
        seconds, us = divmod(n, 1_000_000)
        convert = _time.gmtime if utc else _time.localtime
        y, m, d, hh, mm, ss = convert(seconds)[:6]
        self = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
        if not utc and tz is None:
            # The second of two equal readings of the clock, where it was set back.
            y, m, d, hh, mm, ss = convert(seconds - 86400)[:6]
            back = self._us() - cls(y, m, d, hh, mm, min(ss, 59), us)._us() - _DAY_US
            if back < 0:
                y, m, d, hh, mm, ss = convert(seconds + back // 1_000_000)[:6]
                if cls(y, m, d, hh, mm, min(ss, 59), us)._us() == self._us():
                    self._fold = 1
        elif tz is not None:
            self = tz.fromutc(self)
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """timestamp[, tz] -> tz's local time from POSIX timestamp."""
        _check_tz(tz)
        return cls._fromtimestamp(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, t, /):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        import warnings
        warnings.warn("datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use "
                      "timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, datetime.UTC).",
                      DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """Returns new datetime object representing current time local to tz."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Return a new datetime representing UTC day and time."""
        import warnings
        warnings.warn("datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware "
                      "objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).", DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(_time.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """date, time -> datetime with same date and time fields"""
        if not isinstance(date, _date):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {type(date).__name__}")
        if not isinstance(time, _clock):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {type(time).__name__}")
        return cls(*date._date, *time._time, time._tz if tzinfo is True else tzinfo, fold=time._fold)

    @classmethod
    def fromisoformat(cls, text, /):
        """string -> datetime from a string in most ISO 8601 formats"""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        if len(text) == 19 and text[4] == text[7] == "-" and text[13] == text[16] == ":":
            y, m, d, hh, mm, ss = text[:4], text[5:7], text[8:10], text[11:13], text[14:16], text[17:]
            digits = y + m + d + hh + mm + ss
            if digits.isascii() and digits.isdigit() and hh != "24":
                return cls(int(y), int(m), int(d), int(hh), int(mm), int(ss))
        bad = f"Invalid isoformat string: {text!r}"
        if len(text) < 7:
            raise ValueError(bad)
        # The date ends where what separates it from the time stands, which may be any character.
        if text[4:5] == "-":
            at = (10 if text[8:9] == "-" else 8) if text[5:6] == "W" else 10
        elif text[4:5] == "W":
            n = 7
            while n < len(text) and text[n].isdigit():
                n += 1
            at = n if n < 9 else 7 if n % 2 == 0 else 8
        else:
            at = 8
        try:
            ymd = _parse_date(text[:at])
            clock, tz = _parse_time(text[at + 1:]) if len(text) > at else ((0, 0, 0, 0), None)
        except ValueError as e:
            if "Invalid" in str(e) and ("isoformat" in str(e) or "time" in str(e)) or "Malformed" in str(e):
                raise ValueError(bad) from None
            raise
        if len(text) == at + 1:
            raise ValueError(bad)
        if clock == (24, 0, 0, 0):
            return cls(*ymd, 0, 0, 0, 0, tz) + timedelta(days=1)
        return cls(*ymd, *clock, tz)

    @classmethod
    def strptime(cls, text, format, /):
        """string, format -> new datetime parsed from a string (like time.strptime())."""
        import _strptime
        parse = getattr(_strptime, "_strptime_datetime_datetime", None) or _strptime._strptime_datetime
        return parse(cls, text, format)

    def date(self):
        """Return date object with same year, month and day."""
        return _date(*self._date)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return _clock(*self._time, fold=self._fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return _clock(*self._time, self._tz, fold=self._fold)

    def utcoffset(self):
        """Return self.tzinfo.utcoffset(self)."""
        return None if self._tz is None else _check_offset("utcoffset", self._tz.utcoffset(self))

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return None if self._tz is None else _check_offset("dst", self._tz.dst(self))

    def tzname(self):
        """Return self.tzinfo.tzname(self)."""
        return None if self._tz is None else _check_name(self._tz.tzname(self))

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        dst = self.dst()
        return _time.struct_time((*self._date, *self._time[:3], self.weekday(), _year_day(*self._date), -1 if dst is None else int(bool(dst))))

    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        x = self.replace(tzinfo=None) - offset if offset else self
        return _time.struct_time((*x._date, *x._time[:3], x.weekday(), _year_day(*x._date), 0))

    def _local_seconds(self):
        # POSIX seconds of a naive moment in the local time zone: the offset is looked for around it, as PEP 495 says.
        wall = (self.replace(microsecond=0)._us() - _EPOCH_US) // 1_000_000

        def local(u):
            y, m, d, hh, mm, ss = _time.localtime(u)[:6]
            return (_to_ordinal(y, m, d) - _EPOCH_DAY) * 86400 + (hh * 60 + mm) * 60 + ss
        a = local(wall) - wall
        u1 = wall - a
        if local(u1) == wall:
            u2 = u1 + (86400, -86400)[not self._fold]
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = local(u1) - u1
        u2 = wall - b
        if local(u2) == wall:
            return u2
        if local(u1) == wall:
            return u1
        return (max, min)[self._fold](u1, u2)

    def timestamp(self):
        """Return POSIX timestamp as float."""
        offset = self.utcoffset()
        if offset is None:
            return self._local_seconds() + self._time[3] / 1_000_000
        return (self._us() - offset._us - _EPOCH_US) / 1_000_000

    def _local_zone(self):
        offset = self.utcoffset()
        if offset is None:
            seconds, other = self._local_seconds(), self.replace(fold=not self._fold)._local_seconds()
            if other != seconds and (other > seconds) == bool(self._fold):
                seconds = other  # in a gap: the offset before it, or with fold after it
        else:
            seconds = (self._us() - offset._us - _EPOCH_US) // 1_000_000
        t = _time.localtime(seconds)
        return timezone(timedelta(seconds=t.tm_gmtoff), t.tm_zone)

    def astimezone(self, tz=None):
        """tz -> convert to local time in new timezone tz"""
        if tz is None:
            tz = self._local_zone()
        elif not isinstance(tz, tzinfo):
            raise TypeError(f"tzinfo argument must be an instance of tzinfo, not {type(tz).__name__}")
        mine = self._tz
        offset = None if mine is None else self.utcoffset()
        if offset is None:
            mine = self.replace(tzinfo=None)._local_zone()
            offset = mine._offset
        if tz is mine:
            return self
        return tz.fromutc((self.replace(tzinfo=None, fold=0) - offset).replace(tzinfo=tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return datetime with new specified fields."""
        new = [old if x is None else x for old, x in
               zip(self._date + self._time, (year, month, day, hour, minute, second, microsecond))]
        return type(self)(*new, self._tz if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def isoformat(self, sep="T", timespec="auto"):
        """[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        if not isinstance(sep, str):
            raise TypeError(f"isoformat() argument 1 must be a unicode character, not {type(sep).__name__}")
        if len(sep) != 1:
            raise TypeError(f"isoformat(): argument 1 must be a unicode character, not a string of length {len(sep)}")
        y, mo, d = self._date
        h, m, s, us = self._time
        if self._tz is None and timespec == "auto":
            text = f"{y:04d}-{mo:02d}-{d:02d}{sep}{h:02d}:{m:02d}:{s:02d}"
            return f"{text}.{us:06d}" if us else text
        return "%04d-%02d-%02d" % self._date + sep + _time_text(*self._time, timespec) + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        y, mo, d = self._date
        h, m, s, us = self._time
        return f"{_full(self)}({y}, {mo}, {d}, {h}, {m}{_tail(s, us, self._tz, self._fold)}"

    def ctime(self):
        """Return ctime() style string."""
        y, mo, d = self._date
        return f"{_WEEKDAYS[self.isoweekday()]} {_MONTHS[mo]} {d:2d} " + "%02d:%02d:%02d" % self._time[:3] + f" {y:04d}"

    def strftime(self, format):
        """Format using strftime()."""
        return _strftime(self, format, self.timetuple(), self._time[3], self.utcoffset, self.tzname)

    def _compare(self, other, equal):
        if not isinstance(other, datetime):
            return NotImplemented
        if self._tz is other._tz:
            x, y = self._date, other._date
            if x == y:
                x, y = self._time, other._time
            return (x > y) - (x < y)
        a, b = self.utcoffset(), other.utcoffset()
        if equal:
            # What lies in a gap or a fold of its time zone equals nothing of another.
            if a != self.replace(fold=not self._fold).utcoffset() or b != other.replace(fold=not other._fold).utcoffset():
                return 2
        if (a is None) != (b is None):
            if equal:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        x, y = self._us(), other._us()
        if a is not None:
            x, y = x - a._us, y - b._us
        return (x > y) - (x < y)

    __eq__, __lt__, __le__, __gt__, __ge__ = (_clock.__eq__, _clock.__lt__, _clock.__le__, _clock.__gt__,
                                                        _clock.__ge__)

    def __hash__(self):
        if self._hash == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            self._hash = hash(self._state(3)) if offset is None else hash(timedelta._of(self._us() - offset._us))
        return self._hash

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._from_us(self._us() + other._us, self._tz)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._from_us(self._us() - other._us, self._tz)
        if not isinstance(other, datetime):
            return NotImplemented
        d = self._us() - other._us()
        if self._tz is not other._tz:
            a, b = self.utcoffset(), other.utcoffset()
            if (a is None) != (b is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            if a is not None:
                d += b._us - a._us
        return timedelta._of(d)

    def _state(self, protocol):
        y, mo, d = self._date
        h, m, s, us = self._time
        fold = self._fold << 7 if protocol > 3 else 0
        return bytes((y >> 8, y & 255, mo | fold, d, h, m, s)) + us.to_bytes(3)

    def __reduce_ex__(self, protocol):
        state = self._state(protocol)
        return type(self), (state,) if self._tz is None else (state, self._tz)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_EPOCH_DAY = _to_ordinal(1970, 1, 1)
_EPOCH_US = (_EPOCH_DAY - 1) * _DAY_US
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)

for _cls in timedelta, tzinfo, timezone, date, IsoCalendarDate, time, datetime:
    _cls.__module__ = "datetime"
del _cls
