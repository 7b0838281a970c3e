# zoneinfo._zoneinfo: the class ZoneInfo where _zoneinfo is not there.
from _tzif import make_class

from . import _common, _tzpath

ZoneInfo = make_class(lambda key: _tzpath.find_tzfile(key), lambda key: _common.load_tzdata(key))
