# platform: what system and what Python this is, as text. Invariant: what cannot be found out is "", and nothing here raises for that; uname
# and sys.version are looked at once.
"""Information on the underlying platform, as strings; what cannot be determined is an empty one."""

import functools
import operator
import os
import sys
from collections import namedtuple

# What was found out before; tests make these empty.
_platform_cache, _sys_version_cache = {}, {}
_uname_cache = _os_release_cache = None

_os_release_candidates = tuple(folder + "/os-release" for folder in ("/etc", "/usr/lib"))


def _unknown_as_blank(val):
    return val if val != "unknown" else ""


# --- this system ---

def _processor_name():
    # It takes a program that other facts do not.
    match sys.platform:
        case "win32":
            return os.environ.get("PROCESSOR_IDENTIFIER", "")
        case "ios":
            return ""
    try:
        import subprocess
        done = subprocess.run(["uname", "-p"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf8")
    except (ImportError, OSError):
        return ""
    return "" if done.returncode else _unknown_as_blank(done.stdout.strip())


class uname_result(namedtuple("uname_result_base", "system node release version machine")):
    """What uname() tells; the processor is found out when it is asked for."""

    processor = functools.cached_property(lambda self: _processor_name())

    def _known(self):
        return super().__iter__()

    def __iter__(self):
        yield from self._known()
        yield self.processor

    def __len__(self):
        return len(self._fields)

    def __getitem__(self, key):
        return (*self,)[key]

    def __reduce__(self):
        return uname_result, (*self._known(),)

    @classmethod
    def _make(cls, iterable):
        # One that comes with a processor has its own.
        *known, _ = (*iterable, None)[:len(cls._fields)]
        return cls(*known)


uname_result._fields += ("processor",)


def _ask_system():
    # The system's own answers, before any is taken for unknown.
    try:
        return os.uname()
    except (AttributeError, OSError):
        pass
    try:
        import socket
        name = socket.gethostname()
    except (ImportError, OSError):
        name = ""
    if sys.platform != "win32":
        return sys.platform, name, "", "", ""
    kinds = map(os.environ.get, ("PROCESSOR_ARCHITEW6432", "PROCESSOR_ARCHITECTURE"))
    return "Windows", name, *win32_ver()[:2], next(filter(None, kinds), "")


def uname():
    """What system this is: (system, node, release, version, machine, processor)."""
    global _uname_cache
    if _uname_cache is None:
        told = list(_ask_system())
        if sys.platform == "ios":
            told[0], told[2] = ios_ver()[:2]
        elif sys.platform == "android":
            told[0], told[2] = "Android", android_ver().release
        _uname_cache = uname_result(*map(_unknown_as_blank, told))
    return _uname_cache


def _part_of(whole, name, part, doc):
    # A function for a part of what another one tells, whoever has that name then.
    def ask():
        return part(globals()[whole]())
    ask.__name__ = ask.__qualname__ = name
    ask.__doc__ = doc
    return ask


for _name, _doc in {
    "system": "The system's name, such as 'Linux' or 'Windows'.",
    "node": "This computer's name in the network.",
    "release": "The system's release.",
    "version": "The system's version of the release.",
    "machine": "The kind of machine, such as 'x86_64'.",
    "processor": "The processor's name, where the system tells another one than the machine's.",
}.items():
    globals()[_name] = _part_of("uname", _name, operator.attrgetter(_name), _doc)


def architecture(executable=sys.executable, bits="", linkage=""):
    """(bits, format) of an executable file, by default this Python's, as '64bit' and 'ELF'."""
    bits = bits or ("32bit" if sys.maxsize < 1 << 32 else "64bit")
    try:
        with open(os.path.realpath(executable or ""), "rb") as file:
            head = file.read(5)
    except OSError:
        head = b""
    if head.startswith(b"\x7fELF") and len(head) == 5:
        return {1: "32bit", 2: "64bit"}.get(head[4], bits), "ELF"
    if head.startswith(b"MZ"):
        linkage = "WindowsPE"
    elif sys.platform == "win32":
        linkage = linkage or "WindowsPE"
    return bits, linkage


# --- the C library ---

def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """(name, version) of the C library: of an executable file, by default this Python's, by the names that it uses."""
    if executable:
        return _libc_of_file(executable, lib, version, chunksize)
    try:
        # 'glibc 2.28'
        name, *number = os.confstr("CS_GNU_LIBC_VERSION").split(maxsplit=1)
        return name, number[0] if number else version
    except (AttributeError, ValueError, OSError):
        pass
    try:
        return _libc_of_file(sys.executable, lib, version, chunksize) if sys.executable else (lib, version)
    except OSError:
        return lib, version


def _newer(one, other):
    numbers = ([int(part) if part.isdigit() else 0 for part in text.split(".")] for text in (one, other))
    return operator.gt(*numbers)


def _libc_of_file(path, lib, version, chunksize):
    import re
    mark = re.compile(rb"__libc_init|GLIBC_([0-9.]+)|libc(_\w+)?\.so(?:\.(\d[0-9.]*))?", re.ASCII)
    with open(os.path.realpath(path), "rb") as file:
        kept = b""
        while chunk := file.read(chunksize):
            more_follows = len(chunk) == chunksize
            data = kept + chunk
            kept = data[-1000:] if more_follows else b""
            for found in mark.finditer(data):
                if more_follows and found.end() == len(data):
                    # The rest of it is in the next chunk.
                    continue
                glibc, threads, number = (text and text.decode("latin-1") for text in found.groups())
                if glibc:
                    if lib != "glibc" or _newer(glibc, version):
                        lib, version = "glibc", glibc
                elif number or threads:
                    if lib == "glibc":
                        continue
                    lib = "libc"
                    if number and (not version or _newer(number, version)):
                        version = number
                    if threads and not version.endswith(threads):
                        version += threads
                elif found[0] == b"__libc_init":
                    lib = lib or "libc"
    return lib, version


# --- other systems: elsewhere they give back their arguments ---

def win32_ver(release="", version="", csd="", ptype=""):
    """(release, version, service pack, kind of multiprocessor) of Windows; elsewhere the arguments."""
    if sys.platform == "win32":
        told = sys.getwindowsversion()
        numbers = [f"{n}" for n in (told.platform_version or told)[:3]]
        release, version = numbers[0], ".".join(numbers)
        if told.service_pack_major:
            csd = f"SP{told.service_pack_major}"
    return release, version, csd, ptype


def win32_edition():
    """The edition of Windows, or None."""
    return None


def win32_is_iot():
    """Whether the edition of Windows is one for things."""
    small = {"IoTUAP", "IoTEdgeOS", "NanoServer", "WindowsCoreHeadless"}
    return win32_edition() in small


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    """(release, versioninfo, machine) of macOS; elsewhere the arguments."""
    path = "/System/Library/CoreServices/SystemVersion.plist"
    if sys.platform != "darwin" or not os.path.exists(path):
        return release, versioninfo, machine
    import plistlib
    with open(path, "rb") as file:
        facts = plistlib.load(file)
    machine = os.uname().machine
    return facts["ProductVersion"], ("", "", ""), {"ppc": "PowerPC", "Power Macintosh": "PowerPC"}.get(machine, machine)


AndroidVer = namedtuple("AndroidVer", "release api_level manufacturer model device is_emulator")
IOSVersionInfo = namedtuple("IOSVersionInfo", "system release model is_simulator")


def android_ver(release="", api_level=0, manufacturer="", model="", device="", is_emulator=False):
    """What Android this is; elsewhere the arguments."""
    return AndroidVer(**locals())


def ios_ver(system="", release="", model="", is_simulator=False):
    """What iOS this is; elsewhere the arguments."""
    return IOSVersionInfo(**locals())


def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
    """What Java Jython runs on; deprecated. Elsewhere the arguments."""
    given = release, vendor, vminfo, osinfo
    import warnings
    warnings._deprecated("java_ver", remove=(3, 15))
    return given


def system_alias(system, release, version):
    """The names under which a system is known better, such as Solaris for SunOS 5."""
    if system == "SunOS" and release >= "5":
        system = "Solaris"
        major, dot, minor = release.partition(".")
        try:
            release = f"{int(major) - 3}{dot}{minor}"
        except ValueError:
            # It stays as it is.
            pass
    return "Windows" if system in ("win16", "win32") else system, release, version


# --- this Python ---

# How implementations write sys.version: "3.14.0 (main, Oct  7 2025, 10:15:03) [GCC 13.3.0]".
_NUMBER = r"(?P<version>[\w.+]+)\s*"
_GRAMMARS = {
    "Jython": _NUMBER + r"\(#?(?P<no>[^,]+)(?:,\s*(?P<date>[\w ]*)(?:,\s*(?P<time>[\w :]*))?)?\)\s*\[(?P<compiler>[^\]]+)\]?",
    "PyPy": _NUMBER + r"\(#?(?P<no>[^,]+),\s*(?P<date>[\w ]+),\s*(?P<time>[\w :]+)\)\s*\[(?P<compiler>PyPy [^\]]+)\]?",
    "CPython": _NUMBER + r"(?:experimental free-threading build\s+)?\(#?(?P<no>[^,)]+)"
                         r"(?:,\s*(?P<date>[\w ]*)(?:,\s*(?P<time>[\w :]*))?)?\)\s*\[(?P<compiler>[^\]]+)\]?",
}


def _sys_version(sys_version=None):
    """The parts of a sys.version: name, version, branch, revision, number and date of the build, compiler."""
    text = sys.version if sys_version is None else sys_version
    if text not in _sys_version_cache:
        _sys_version_cache[text] = _read_version(text)
    return _sys_version_cache[text]


def _read_version(text):
    import re
    name = "Jython" if sys.platform[:4] == "java" else "PyPy" if "PyPy" in text else "CPython"
    found = re.match(_GRAMMARS[name], text, re.ASCII if name == "CPython" else 0)
    if not found:
        raise ValueError(f"failed to parse {name} sys.version: {text!r}")
    number, build, date, compiler = found["version"], found["no"], found["date"] or "", found["compiler"]
    if name == "Jython":
        compiler = sys.platform
    elif name == "PyPy":
        compiler = ""
    elif build == "Vivarium":
        name = build
    if name in ("CPython", "Vivarium") and found["time"]:
        date = f"{date} {found['time']}"
    git = getattr(sys, "_git", ("", "", ""))
    return name, number if number.count(".") != 1 else number + ".0", *git[1:], build, date, compiler


for _name, _part, _doc in [
    ("implementation", operator.itemgetter(0), "The name of this Python, such as 'CPython'."),
    ("version", operator.itemgetter(1), "The version of Python, as 'major.minor.patchlevel'."),
    ("version_tuple", lambda whole: tuple(whole[1].split(".")), "The version of Python, as a tuple of three strings."),
    ("branch", operator.itemgetter(2), "The branch that this Python was built of."),
    ("revision", operator.itemgetter(3), "The revision that this Python was built of."),
    ("build", operator.itemgetter(4, 5), "(number, date) of this Python's build."),
    ("compiler", operator.itemgetter(6), "What this Python was compiled with."),
]:
    globals()["python_" + _name] = _part_of("_sys_version", "python_" + _name, _part, _doc)
del _name, _part, _doc


# --- all in one ---

_NOT_IN_NAMES = str.maketrans(" /\\:;\"()", "_-------")


def _platform(*args):
    # Parts that are known, joined by hyphens, as something that may be part of a file's name.
    text = "-".join([part.strip() for part in args if part]).translate(_NOT_IN_NAMES).replace("unknown", "")
    while "--" in text:
        text = text.replace("--", "-")
    return text.rstrip("-")


def platform(aliased=False, terse=False):
    """The system in one text: with aliased under the names that are known better, with terse without what is not needed."""
    how = bool(aliased), bool(terse)
    if how not in _platform_cache:
        _platform_cache[how] = _describe(*how)
    return _platform_cache[how]


def _describe(aliased, terse):
    name, _, number, details, *hardware = uname()
    if aliased:
        name, number, details = system_alias(name, number, details)
    if name == "Darwin" and (macos := mac_ver()[0]):
        name, number = "macOS", macos
    if terse:
        return _platform(name, number)
    if name == "Windows":
        return _platform(name, number, details, win32_ver(details)[2])
    if hardware[0] == hardware[1]:
        # The processor is no other than the machine.
        del hardware[1]
    rest = ["with", "".join(libc_ver())] if name == "Linux" else architecture(sys.executable)
    return _platform(name, number, *hardware, *rest)


# --- distributions of Linux ---

def _parse_os_release(lines):
    # A dict of the lines KEY=value, where the value may be quoted as for a shell.
    import re
    line_form = re.compile(r"""([a-zA-Z0-9_]+)=(["']?)(.*)\2\s*""", re.DOTALL)
    facts = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    for found in filter(None, map(line_form.fullmatch, lines)):
        key, quote, value = found.groups()
        facts[key] = re.sub(r"""\\(['"$`\\])""", r"\1", value if quote else value.rstrip("\n"))
    return facts


def freedesktop_os_release():
    """What /etc/os-release tells of the distribution, as a dict; an OSError if it is not there."""
    global _os_release_cache
    code = None
    for path in _os_release_candidates:
        if _os_release_cache is not None:
            break
        try:
            with open(path, encoding="utf-8") as file:
                _os_release_cache = _parse_os_release(file)
        except OSError as e:
            code = e.errno
    if _os_release_cache is None:
        raise OSError(code, "Unable to read files " + ", ".join(_os_release_candidates))
    return dict(_os_release_cache)


if __name__ == "__main__":
    _given = {arg.lstrip("-") for arg in sys.argv[1:]}
    print(platform("aliased" in _given, "terse" in _given))
