# expect: ok: ok
# library
# Data of time zones is read without a grant: nothing else is, however the folder is named.
import zoneinfo
for path in (['/'], ['/etc'], ['/proc/self'], ['/usr/share/zoneinfo/../../../etc']):
    try: zoneinfo.reset_tzpath(path)
    except ValueError: continue
    for k in ('etc/passwd', 'passwd', 'environ', 'proc/self/environ'):
        try: print('read', zoneinfo.ZoneInfo.no_cache(k))
        except (PermissionError, zoneinfo.ZoneInfoNotFoundError): pass
print('ok')
