# _zoneinfo: the name under which programs look for the fast class of zoneinfo: one of its own, so that it does not depend on module
# zoneinfo._zoneinfo, which programs may replace.
"""Fast implementation of the zoneinfo module."""


def _make():
    def find_tzfile(key):
        from zoneinfo import _tzpath
        return _tzpath.find_tzfile(key)

    def load_tzdata(key):
        from zoneinfo import _common
        return _common.load_tzdata(key)

    from _tzif import make_class
    return make_class(find_tzfile, load_tzdata)


ZoneInfo = _make()
del _make
