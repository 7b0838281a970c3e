# zoneinfo._common: the error of keys without a zone, and the zones of package tzdata.


class ZoneInfoNotFoundError(KeyError):
    """There is no time zone with a key."""


def load_tzdata(key):
    """The open file of a zone of package tzdata, if that is installed."""
    from importlib import resources
    components = key.split("/")
    package = ".".join(["tzdata.zoneinfo"] + components[:-1])
    try:
        return resources.files(package).joinpath(components[-1]).open("rb")
    except (ImportError, FileNotFoundError, UnicodeEncodeError, IsADirectoryError, PermissionError, NotADirectoryError, ValueError):
        # no such package or folder in it, or a key that cannot be a name of one
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
