# _tzif: time zones of files in the format TZif (RFC 9636), and the class ZoneInfo, which zoneinfo and _zoneinfo make each for itself.
# Invariant: a zone does not change; its transitions are sorted, and the list of those on the wall's clock for fold 0 (1) has for each the
# later (earlier) of the times that the clock shows just before and just after it.
import re
import struct
from bisect import bisect_right
from datetime import datetime, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1)
_EPOCH_ORDINAL = _EPOCH.toordinal()


class _Local:
    """A local time: its distance from UTC, how much of that is daylight saving, and its name."""

    __slots__ = ("seconds", "utcoff", "dstoff", "tzname")

    def __init__(self, seconds, dst_seconds, tzname):
        self.seconds = seconds
        self.utcoff = timedelta(seconds=seconds)
        self.dstoff = timedelta(seconds=dst_seconds)
        self.tzname = tzname


_NOTHING = _Local(0, 0, None)
_NOTHING.utcoff = _NOTHING.dstoff = None


def _seconds(dt):
    """The seconds since 1970 that a datetime shows."""
    return (dt.toordinal() - _EPOCH_ORDINAL) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second


# --- rules for all years to come ---

class _Rule:
    """Daylight saving between two points of every year, which tell the time of the clock before them."""

    def __init__(self, std, dst, start, end):
        self.std = std
        self.dst = dst
        self.start = start
        self.end = end
        self.diff = dst.seconds - std.seconds
        self.years = {}  # the points of some years

    def _points(self, year):
        found = self.years.get(year)
        if found is None:
            if len(self.years) > 100:
                self.years.clear()
            found = self.years[year] = self.start(year), self.end(year)
        return found

    def _choose(self, moment, start, end):
        if start < end:
            saving = start <= moment < end
        else:
            saving = not end <= moment < start
        return self.dst if saving else self.std

    def at_wall(self, moment, year, fold):
        """The local time when the clock shows a moment."""
        (start, end), diff = self._points(year), self.diff
        if not fold:
            start, over = start + max(diff, 0), max(-diff, 0)
        else:
            start, over = start + min(diff, 0), -max(diff, 0)
        if moment < start < end and year > 1 and moment < self._points(year - 1)[1] + over:
            return self.dst  # since last year
        return self._choose(moment, start, end + over)

    def at_utc(self, moment, year):
        """The local time at a moment of UTC, and the fold."""
        start, end = self._points(year)
        start -= self.std.seconds
        end -= self.dst.seconds
        if moment < start < end and year > 1 and moment < self._points(year - 1)[1] - self.dst.seconds:
            return self.dst, 0  # since last year
        found = self._choose(moment, start, end)
        back = end if self.diff > 0 else start  # when the clock goes back
        return found, int(back <= moment < back + abs(self.diff))


def _day_of_year(n, julian):
    """A point in the year: day 0 to 365, or if julian 1 to 365 without counting 29 February."""
    def point(year, time):
        first = datetime(year, 1, 1).toordinal()
        days = n
        if julian:
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            days += -1 + (n > 59 and leap)
        return (first + days - _EPOCH_ORDINAL) * 86400 + time
    return point


def _weekday_of_month(month, week, day):
    """A point in the year: the first to fifth (that is last) weekday of a month, counted from Sunday."""
    def point(year, time):
        first = datetime(year, month, 1).toordinal()  # day 1 is a Monday, so a multiple of 7 is a Sunday
        found = first + (day - first) % 7 + (week - 1) * 7
        if week == 5:
            end = 31 + first if month == 12 else datetime(year, month + 1, 1).toordinal()
            if found >= end:
                found -= 7
        return (found - _EPOCH_ORDINAL) * 86400 + time
    return point


_TIME = r"[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?"
_NAME = r"[^<0-9:.+\-,]+|<[a-zA-Z0-9+\-]+>"
_TZ = re.compile(rf"(?P<std>{_NAME})(?:(?P<stdoff>{_TIME})(?:(?P<dst>{_NAME})(?P<dstoff>{_TIME})?)?)", re.ASCII)
_DATE = re.compile(rf"(?:M(?P<m>\d{{1,2}})\.(?P<w>\d)\.(?P<d>\d)|(?P<j>J?)(?P<n>\d{{1,3}}))(?:/(?P<time>{_TIME}))?", re.ASCII)


def _parse_time(text, hours, what):
    sign = -1 if text[0] == "-" else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    if parts[0] > hours or parts[1] > 59 or parts[2] > 59:
        raise ValueError(f"Invalid {what}: {text}")
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def _parse_date(text):
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"Invalid dst start/end date: {text}")
    time = _parse_time(found["time"] or "2", 167, "transition time")
    if found["m"]:
        m, w, d = int(found["m"]), int(found["w"]), int(found["d"])
        if not (1 <= m <= 12 and 1 <= w <= 5 and d <= 6):
            raise ValueError(f"Invalid date: {text}")
        point = _weekday_of_month(m, w, d)
    else:
        julian, n = bool(found["j"]), int(found["n"])
        if not julian <= n <= 365:
            raise ValueError(f"Invalid day of the year: {text}")
        point = _day_of_year(n, julian)
    return lambda year: point(year, time)


def parse_rule(text):
    """The local time, or the _Rule, of a TZ string as POSIX describes it."""
    try:
        head, *dates = text.split(",")
        found = _TZ.fullmatch(head)
        if found is None:
            raise ValueError("not a TZ string")
        std_seconds = -_parse_time(found["stdoff"], 24, "offset")  # west is positive there
        std = _Local(std_seconds, 0, found["std"].strip("<>"))
        if not found["dst"]:
            if dates:
                raise ValueError("Transition rule present without DST")
            return std
        if len(dates) != 2:
            raise ValueError("DST needs two transition rules")
        dst_seconds = -_parse_time(found["dstoff"], 24, "offset") if found["dstoff"] else std_seconds + 3600
        dst = _Local(dst_seconds, dst_seconds - std_seconds, found["dst"].strip("<>"))
        return _Rule(std, dst, *map(_parse_date, dates))
    except ValueError as e:
        raise ValueError(f"{text} is not a valid TZ string: {e}") from None


# --- files ---

def _header(file):
    data = file.read(44)
    if data[:4] != b"TZif":
        raise ValueError("Invalid TZif file: magic not found")
    if len(data) < 44:
        raise ValueError("Invalid TZif file: unexpected end of file")
    return data[4] - 48 if data[4] else 1, struct.unpack(">6l", data[20:])


def read_tzif(file):
    """What a file says: moments, for each the index of a local time, the local times as (seconds, isdst, name), and the TZ string."""
    version, counts = _header(file)
    size = 4
    if version >= 2:
        isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = counts
        file.read(timecnt * 5 + typecnt * 6 + charcnt + leapcnt * 8 + isstdcnt + isutcnt)
        version, counts = _header(file)
        size = 8
    isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = counts
    need = timecnt * (size + 1) + typecnt * 6 + charcnt + leapcnt * (size + 4) + isstdcnt + isutcnt
    data = file.read(need)
    if len(data) < need:
        raise ValueError("Invalid TZif file: unexpected end of file")
    at = timecnt * size
    moments = struct.unpack(f">{timecnt}{'q' if size == 8 else 'l'}", data[:at])
    indices = data[at:at + timecnt]
    at += timecnt
    kinds = list(struct.iter_unpack(">lbB", data[at:at + typecnt * 6]))
    at += typecnt * 6
    names = data[at:at + charcnt]
    locals_ = [(seconds, isdst, names[i:names.find(b"\0", i)].decode()) for seconds, isdst, i in kinds]
    footer = None
    if size == 8:
        file.readline()
        footer = file.readline().rstrip(b"\n").decode() or None
    return moments, indices, locals_, footer


def _savings(indices, locals_):
    """How many seconds of each local time are daylight saving: the file says only whether any are."""
    found = [0] * len(locals_)
    missing = {i for i, (_, isdst, _) in enumerate(locals_) if isdst}
    # the difference to the standard time before it, else to the one after it
    for step in -1, 1:
        for at, i in enumerate(indices):
            other = at + step
            if i not in missing or not 0 <= other < len(indices):
                continue
            seconds, isdst, _ = locals_[indices[other]]
            difference = locals_[i][0] - seconds
            if not isdst and difference:
                found[i] = difference
                missing.discard(i)
    for i in missing:
        found[i] = 3600
    return found


class _Zone:
    """The transitions of a zone."""

    def __init__(self, file):
        moments, indices, locals_, footer = read_tzif(file)
        if not locals_ and footer is None:
            raise ValueError("Invalid TZif file: no local times")
        rule = parse_rule(footer) if footer is not None else None
        if not locals_:
            locals_ = [(rule.std.seconds, 0, rule.std.tzname) if isinstance(rule, _Rule) else (rule.seconds, 0, rule.tzname)]
        savings = _savings(indices, locals_)
        made = [_Local(seconds, saving, name) for (seconds, _, name), saving in zip(locals_, savings)]
        self.moments = list(moments)
        self.locals = [made[i] for i in indices]
        self.before = next((local for local, (_, isdst, _) in zip(made, locals_) if not isdst), made[0])
        earlier = [made[0], *self.locals]
        self.wall = ([t + max(a.seconds, b.seconds) for t, a, b in zip(moments, earlier, self.locals)],
                     [t + min(a.seconds, b.seconds) for t, a, b in zip(moments, earlier, self.locals)])
        if rule is not None:
            self.after = rule
        else:
            self.after = self.locals[-1] if self.locals else self.before
        self.fixed = isinstance(self.after, _Local) and len({(local.seconds, local.dstoff, local.tzname) for local in
                                                             [self.before, *self.locals, self.after]}) == 1

    def at_wall(self, dt):
        """The local time when the clock shows a datetime."""
        moment = _seconds(dt)
        wall = self.wall[dt.fold]
        i = bisect_right(wall, moment)
        if i >= len(wall):
            after = self.after
            if isinstance(after, _Rule):
                return after.at_wall(moment, dt.year, dt.fold)
            return after
        return self.locals[i - 1] if i else self.before

    def at_utc(self, dt):
        """The local time at a datetime of UTC, and the fold."""
        moment = _seconds(dt)
        moments = self.moments
        i = bisect_right(moments, moment)
        if i >= len(moments) and (not moments or moment > moments[-1]):
            after = self.after
            if isinstance(after, _Rule):
                return after.at_utc(moment, dt.year)
            if not moments:
                return after, 0
        if i == 0:
            return self.before, 0
        found = self.locals[i - 1]
        previous = self.locals[i - 2] if i > 1 else self.before
        return found, int(previous.seconds - found.seconds > moment - moments[i - 1])


# --- the class ---

def make_class(find_tzfile, load_tzdata):
    """A class ZoneInfo of its own, over what finds a zone's file in the file system and what opens it from package tzdata."""
    from collections import OrderedDict
    from threading import RLock
    from weakref import WeakValueDictionary

    lock = RLock()

    class ZoneInfo(tzinfo):
        """A time zone of the IANA's database."""

        _strong_cache_size = 8
        _strong_cache = OrderedDict()
        _weak_cache = WeakValueDictionary()

        def __init_subclass__(cls):
            cls._strong_cache = OrderedDict()
            cls._weak_cache = WeakValueDictionary()

        def __new__(cls, key):
            """The zone with a key such as 'Europe/Berlin'; as long as it lives there is one object of it."""
            with lock:
                instance = cls._weak_cache.get(key)
                if instance is None:
                    instance = cls._weak_cache.setdefault(key, cls._new_instance(key))
                    instance._from_cache = True
                recent = cls._strong_cache
                recent[key] = recent.pop(key, instance)
                if len(recent) > cls._strong_cache_size:
                    try:
                        recent.popitem(last=False)
                    except KeyError:
                        pass
            return instance

        @classmethod
        def no_cache(cls, key):
            """A new object of a zone, each time."""
            instance = cls._new_instance(key)
            instance._from_cache = False
            return instance

        @classmethod
        def _new_instance(cls, key):
            path = find_tzfile(key)
            file = open(path, "rb") if path is not None else load_tzdata(key)
            with file:
                return cls._of(file, key)

        @classmethod
        def _of(cls, file, key):
            instance = super().__new__(cls)
            instance._zone = _Zone(file)
            instance._key = key
            instance._file_repr = None
            instance._from_cache = False
            return instance

        @classmethod
        def from_file(cls, fobj, /, key=None):
            """A zone of an open file in the format TZif; it cannot be pickled."""
            instance = cls._of(fobj, key)
            instance._file_repr = repr(fobj)
            return instance

        @classmethod
        def clear_cache(cls, *, only_keys=None):
            """Forget the objects that there are, or those of some keys: they will be made anew."""
            if only_keys is not None:
                only_keys = list(only_keys)
            with lock:
                for cache in (cls._strong_cache, cls._weak_cache):
                    if only_keys is None:
                        cache.clear()
                        continue
                    for key in only_keys:
                        cache.pop(key, None)

        @property
        def key(self):
            """The key of the zone; None if it is of a file without one."""
            return self._key

        def _local(self, dt):
            zone = self._zone
            if dt is None:
                return zone.after if zone.fixed else _NOTHING
            if zone.fixed:
                return zone.after
            return zone.at_wall(dt)

        def utcoffset(self, dt, /):
            """How far from UTC the local time is, as a timedelta."""
            return self._local(dt).utcoff

        def dst(self, dt, /):
            """How much of that is daylight saving."""
            return self._local(dt).dstoff

        def tzname(self, dt, /):
            """What the local time is called."""
            return self._local(dt).tzname

        def fromutc(self, dt, /):
            """A datetime of UTC in local time."""
            if not isinstance(dt, datetime):
                raise TypeError("fromutc: argument must be a datetime")
            if dt.tzinfo is not self:
                raise ValueError("fromutc: dt.tzinfo is not self")
            local, fold = self._zone.at_utc(dt)
            dt += local.utcoff
            return dt.replace(fold=1) if fold else dt

        def __repr__(self):
            name = f"{type(self).__module__}.{type(self).__qualname__}" if type(self) is not ZoneInfo else "zoneinfo.ZoneInfo"
            if self._key is not None:
                return f"{name}(key={self._key!r})"
            return f"{name}.from_file({self._file_repr})"

        def __str__(self):
            return self._key if self._key is not None else repr(self)

        def __reduce__(self):
            if self._file_repr is not None:
                return self._file_reduce()
            return type(self)._unpickle, (self._key, self._from_cache)

        def _file_reduce(self):
            import pickle
            raise pickle.PicklingError("Cannot pickle a ZoneInfo file from a file stream.")

        @classmethod
        def _unpickle(cls, key, from_cache, /):
            return cls(key) if from_cache else cls.no_cache(key)

    ZoneInfo.__module__ = "zoneinfo"
    ZoneInfo.__qualname__ = "ZoneInfo"
    return ZoneInfo
