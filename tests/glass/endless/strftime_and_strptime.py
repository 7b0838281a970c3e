# expect: time
import datetime, time
d = datetime.datetime(2024, 1, 1)
while True:
    d.strftime('%c%x%X%c' * 100_000)
    time.strptime('2020 ' * 20_000 if 0 else 'a' * 1_000_000, 'a' * 1_000_000)
    for c in (datetime.datetime, datetime.date, datetime.time):
        for s in ('1' * 100_000, '2020-W' + '1' * 10_000, '2020-01-01T00:00:00.' + '0' * 1_000_000):
            try: c.fromisoformat(s)
            except ValueError: pass
