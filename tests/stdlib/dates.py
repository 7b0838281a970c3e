# datetime without a standard-library folder: dates, times, arithmetic, texts, time zones.
from datetime import *
import os
import time as clock

os.environ["TZ"] = "UTC"
clock.tzset()


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


d = datetime(2024, 2, 29, 13, 4, 5, 678901)
a = d.replace(tzinfo=timezone.utc)
z = timezone(timedelta(hours=-5, minutes=-30))
b = a.astimezone(z)
for f in (
    lambda: d,
    lambda: a,
    lambda: b,
    lambda: str(b),
    lambda: b==a,
    lambda: hash(b)==hash(a),
    lambda: d.isoformat(' ','milliseconds'),
    lambda: a.timestamp(),
    lambda: d-datetime(2020,1,1),
    lambda: a-b,
    lambda: d+timedelta(days=1.5),
    lambda: d<a,
    lambda: d==a,
    lambda: date(2024,12,30).isocalendar(),
    lambda: date.fromisocalendar(2020,53,5),
    lambda: date.fromisoformat('2024W011'),
    lambda: date.fromisoformat('20240229'),
    lambda: datetime.fromisoformat('2024-02-29T13:04:05.6+05:30'),
    lambda: datetime.fromisoformat('20240229T1304Z'),
    lambda: datetime.fromisoformat('x'),
    lambda: datetime.fromisoformat('2024-02-29 1'),
    lambda: time.fromisoformat('12:30:45.123456789'),
    lambda: time.fromisoformat('T12'),
    lambda: timedelta(1,2,3,4,5,6,7),
    lambda: str(timedelta(-1,5)),
    lambda: timedelta(days=1)/3,
    lambda: timedelta(5)//timedelta(2),
    lambda: divmod(timedelta(5),timedelta(2)),
    lambda: timedelta(1)*1.1,
    lambda: d.strftime('%Y-%m-%d %H:%M:%S.%f %z %Z %j %a %b'),
    lambda: b.strftime('%z|%:z|%Z'),
    lambda: f"{d:%d/%m/%y}",
    lambda: d.ctime(),
    lambda: d.timetuple(),
    lambda: b.utctimetuple(),
    lambda: datetime.min-timedelta(1),
    lambda: date.max+timedelta(1),
    lambda: timedelta.max+timedelta(1),
    lambda: timezone.utc,
    lambda: timezone(timedelta(0),'x'),
    lambda: str(z),
    lambda: d.date(),
    lambda: b.timetz(),
    lambda: datetime.combine(date(2020,1,2),time(3,4,tzinfo=timezone.utc)),
    lambda: datetime.fromtimestamp(0,timezone.utc),
    lambda: datetime.fromtimestamp(1e9+.5,z),
    lambda: datetime.fromtimestamp(-1.5,timezone.utc),
    lambda: date.fromordinal(738000),
    lambda: d.weekday(),
    lambda: date(2024,1,1)==datetime(2024,1,1),
    lambda: d.__reduce_ex__(4),
    lambda: time(1,2,3,4,fold=1),
    lambda: time(1)<time(2),
    lambda: time(1,tzinfo=timezone.utc)<time(2),
    lambda: datetime(2024,'a',1),
    lambda: datetime(2024,1),
    lambda: datetime(2024,1,1,tzinfo=3),
    lambda: timedelta('a'),
    lambda: bool(timedelta()),
    lambda: abs(timedelta(-1)),
    lambda: timedelta(microseconds=.5),
    lambda: hash(date(2024,1,1))==hash(date(2024,1,1)),
    lambda: d.astimezone(timezone.utc),
    lambda: datetime(1970,1,1).timestamp(),
    lambda: UTC,
    lambda: tzinfo().utcoffset(None),
    lambda: d.fold,
    lambda: timedelta(1).total_seconds(),
    lambda: date(2024,1,1)-date(2023,1,1),
    lambda: d.isoformat(timespec='x'),
    lambda: {d:1}[datetime(2024,2,29,13,4,5,678901)],
    lambda: sorted([date(2,1,1),date(1,1,1)]),
    lambda: datetime.fromisoformat('2024-W01-1T12'),
):
    show(f)


class Zone(tzinfo):
    """Two hours ahead in summer, one in winter."""

    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        start, end = datetime(dt.year, 3, 31, 2), datetime(dt.year, 10, 27, 3)
        wall = dt.replace(tzinfo=None)
        if start <= wall < end - timedelta(hours=1) or end - timedelta(hours=1) <= wall < end and not dt.fold:
            return timedelta(hours=1)
        return timedelta(0)

    def tzname(self, dt):
        return "ZST" if self.dst(dt) else "ZT"


for x in datetime(2024, 1, 1, tzinfo=Zone()), datetime(2024, 7, 1, tzinfo=Zone()), datetime(2024, 10, 27, 2, 30, tzinfo=Zone(), fold=1):
    print(x, x.tzname(), x.dst(), x.astimezone(timezone.utc), x.timestamp(), x.utctimetuple()[:5])
print(datetime(2024, 7, 1, 12, tzinfo=timezone.utc).astimezone(Zone()))
show(lambda: {a: 1}[b])
show(lambda: max(b, datetime(2025, 1, 1, tzinfo=Zone())).year)
import copy
for x in d, b, d.date(), b.timetz(), timedelta(1, 2, 3), z:
    assert copy.copy(x) == x and copy.deepcopy(x) == x and hash(copy.deepcopy(x)) == hash(x)
    print(x)
