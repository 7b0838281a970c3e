# zoneinfo: zones of files made here, rules for all years, and keys that are none. It needs no database of the system's.
import io
import pickle
import struct
import zoneinfo
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo


def tzif(transitions, locals_, rule, version=2):
    """A file: transitions are (moment, index), locals_ (seconds, isdst, name)."""
    names = b"".join(name.encode() + b"\0" for _, _, name in locals_)
    out = b""
    for size, code in ((4, "l"), (8, "q"))[:version]:
        out += b"TZif" + (b"\0" if version == 1 else b"2") + b"\0" * 15
        out += struct.pack(">6l", 0, 0, 0, len(transitions), len(locals_), len(names))
        out += b"".join(struct.pack(">" + code, moment) for moment, _ in transitions)
        out += bytes(index for _, index in transitions)
        at = 0
        for seconds, isdst, name in locals_:
            out += struct.pack(">lbB", seconds, isdst, at)
            at += len(name) + 1
        out += names
    if version > 1:
        out += b"\n" + rule.encode() + b"\n"
    return io.BytesIO(out)


KINDS = [(3208, 0, "LMT"), (3600, 0, "CET"), (7200, 1, "CEST")]
MOVES = [(-1700000000, 1), (228877200, 2), (243997200, 1), (260326800, 2), (276051600, 1)]
zone = ZoneInfo.from_file(tzif(MOVES, KINDS, "CET-1CEST,M3.5.0,M10.5.0/3"), key="Made/Up")
old = ZoneInfo.from_file(tzif(MOVES, KINDS, "", version=1))
print(zone, repr(zone), zone.key, old.key, str(old).startswith("zoneinfo.ZoneInfo.from_file(<_io.BytesIO"))
for z in zone, old:
    for text in ("1800-01-01 00:00", "1916-02-17 02:00", "1916-02-17 02:42", "1977-04-03 01:59", "1977-04-03 02:30", "1977-04-03 03:00",
                 "1977-09-25 01:59", "1977-09-25 02:30", "1977-09-25 03:00", "1978-07-01 12:00", "1979-01-01 00:00",
                 "2024-03-31 01:59:59", "2024-03-31 02:30", "2024-03-31 03:00", "2024-10-27 02:30", "2024-10-27 03:00", "9999-12-31 23:59"):
        for fold in 0, 1:
            dt = datetime.fromisoformat(text).replace(tzinfo=z, fold=fold)
            print(text, fold, dt.utcoffset(), dt.dst(), dt.tzname())
    for text in ("1916-02-17 01:46", "1977-04-03 00:59:59", "1977-04-03 01:00", "1977-09-25 00:30", "1977-09-25 01:30", "1978-10-01 01:30",
                 "2024-03-31 00:59", "2024-03-31 01:00", "2024-10-27 00:30", "2024-10-27 01:30", "2024-10-27 02:30"):
        dt = datetime.fromisoformat(text).replace(tzinfo=timezone.utc).astimezone(z)
        print(text, dt.isoformat(), dt.fold, dt.tzname())
rules = ["UTC0", "<+03>-3", "EST5EDT,M3.2.0,M11.1.0", "AEST-10AEDT,M10.1.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1", "AAA4BBB,J60/2,J300/2",
         "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "EST5EDT,0/0,J365/25", "XXX-5:30:15"]
for rule in rules:
    z = ZoneInfo.from_file(tzif([], [(-18000, 0, "LMT")], rule))
    moments = [datetime(2024, m, d, h, 30, tzinfo=timezone.utc) for m, d in ((1, 1), (3, 1), (3, 10), (3, 31), (7, 1), (10, 27), (12, 31))
               for h in (0, 6, 23)]
    print(rule, [m.astimezone(z).strftime("%d %H:%M:%S %Z %z") for m in moments])
fixed = ZoneInfo.from_file(tzif([], [(3600, 0, "X")], "X-1"))
print(time(1, tzinfo=fixed).utcoffset(), time(1, tzinfo=zone).utcoffset(), fixed.tzname(None), zone.dst(None))
for bad in b"", b"TZif", b"nope" * 20, tzif([], [], "").getvalue(), tzif([], [(0, 0, "X")], "X,M3").getvalue():
    try:
        ZoneInfo.from_file(io.BytesIO(bad))
    except Exception as e:
        print(isinstance(e, (ValueError, struct.error, EOFError)))
for call in (lambda: pickle.dumps(zone), lambda: zone.fromutc(5), lambda: zone.fromutc(datetime(2024, 1, 1)),
             lambda: ZoneInfo("/etc/passwd"), lambda: ZoneInfo("../x"), lambda: ZoneInfo("a/../b"), lambda: ZoneInfo("No/Such_Zone"),
             lambda: zoneinfo.reset_tzpath("a"), lambda: zoneinfo.reset_tzpath(["a/b", "/c"]), lambda: zoneinfo.nothing):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
zoneinfo.reset_tzpath([])
print(zoneinfo.TZPATH, zoneinfo.ZoneInfoNotFoundError.__mro__[1], zoneinfo.__all__)
try:
    ZoneInfo("UTC" + "x")
except KeyError as e:
    print(type(e).__name__, e)
print(ZoneInfo.__module__, ZoneInfo.__qualname__, ZoneInfo.no_cache.__name__, issubclass(zoneinfo.InvalidTZPathWarning, RuntimeWarning))
