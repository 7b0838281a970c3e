# expect: ok: ok
import datetime as D
class Z(D.tzinfo):
    def utcoffset(s, d): return d - d.replace(tzinfo=None) if d else D.timedelta(1)
    def dst(s, d): return d.dst()
    def tzname(s, d): return 'a' * 1_000_000
    def fromutc(s, d): return d.astimezone(s)
z = Z(); d = D.datetime(2000, 1, 1, tzinfo=z)
for f in (lambda: d.utcoffset(), lambda: d.dst(), lambda: d.strftime('%Z' * 100), lambda: d.astimezone(z), lambda: D.datetime.now(z), lambda: D.datetime.fromtimestamp(0, z), lambda: hash(d), lambda: d == D.datetime(2000, 1, 1, tzinfo=Z()), lambda: repr(d), lambda: d.isoformat(), lambda: d.timetuple(), lambda: d.utctimetuple(), lambda: d.timestamp(), lambda: d - D.datetime(2000, 1, 1, tzinfo=Z())):
    try: f()
    except (RecursionError, TypeError, ValueError, MemoryError): pass
class F(float):
    def as_integer_ratio(s): return (10**100_000, 1)
for f in (lambda: D.timedelta(1) * F(1.5), lambda: D.timedelta(1) / F(2), lambda: D.timedelta(1) * 10**1000, lambda: D.timedelta(microseconds=10**4000), lambda: D.timedelta(1) * float('inf')):
    try: f()
    except (OverflowError, ValueError): pass
for c, a in ((D.datetime, (b'\xff' * 10,)), (D.date, (b'\xff' * 4,)), (D.time, (b'\xff' * 6,)), (D.datetime, (b'\x87\xff\xff\xff\xff\xff\xff\xff\xff\xff', None)), (D.timedelta, (0, 10**12, 10**12))):
    try: x = c(*a); repr(x); hash(x)
    except (TypeError, ValueError): pass
print('ok')
