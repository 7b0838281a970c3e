# platform: what system and what Python this is, as text. Invariant: what cannot be found out is "", and nothing here raises for that; uname
# and sys.version are looked at once.
"""Information on the underlying platform, as strings; what cannot be determined is an empty one."""

import functools
import os
import sys
from collections import namedtuple

_uname_cache = None
_platform_cache = {}
_sys_version_cache = {}
_os_release_cache = None
_os_release_candidates = ("/etc/os-release", "/usr/lib/os-release")


# --- the C library ---

def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """(name, version) of the C library: of an executable file, by default this Python's, by the names that it uses."""
    if not executable:
        try:
            # 'glibc 2.28'
            parts = os.confstr("CS_GNU_LIBC_VERSION").split(maxsplit=1)
            return tuple(parts) if len(parts) == 2 else (parts[0], version)
        except (AttributeError, ValueError, OSError, IndexError):
            pass
        executable = sys.executable
        if not executable:
            return lib, version
        try:
            return libc_ver(executable, lib, version, chunksize)
        except OSError:
            return lib, version
    import re
    pattern = re.compile(rb"(?P<init>__libc_init)|GLIBC_(?P<glibc>[0-9.]+)|libc(?P<threads>_\w+)?\.so(?:\.(?P<so>\d[0-9.]*))?", re.ASCII)
    as_numbers = lambda text: [int(part) if part.isdigit() else 0 for part in text.split(".")]
    executable = os.path.realpath(executable)
    with open(executable, "rb") as f:
        rest = b""
        while chunk := f.read(chunksize):
            data = rest + chunk
            for m in pattern.finditer(data):
                if m.end() == len(data) and len(chunk) == chunksize:
                    continue  # the rest of it may follow
                if m["init"]:
                    lib = lib or "libc"
                elif m["glibc"]:
                    found = m["glibc"].decode("latin-1")
                    if lib != "glibc":
                        lib, version = "glibc", found
                    elif as_numbers(found) > as_numbers(version):
                        version = found
                elif lib != "glibc" and (m["so"] or m["threads"]):
                    lib = "libc"
                    found = (m["so"] or b"").decode("latin-1")
                    if found and (not version or as_numbers(found) > as_numbers(version)):
                        version = found
                    threads = (m["threads"] or b"").decode("latin-1")
                    if threads and version[-len(threads):] != threads:
                        version += threads
            rest = data[-1000:] if len(chunk) == chunksize else b""
    return lib, version


# --- other systems ---

def win32_ver(release="", version="", csd="", ptype=""):
    """(release, version, service pack, kind of multiprocessor) of Windows; elsewhere the arguments."""
    if sys.platform != "win32":
        return release, version, csd, ptype
    winver = sys.getwindowsversion()
    major, minor, build = winver.platform_version or winver[:3]
    return str(major), "{0}.{1}.{2}".format(major, minor, build), f"SP{winver.service_pack_major}" if winver.service_pack_major else csd, ptype


def win32_edition():
    """The edition of Windows, or None."""
    return None


def win32_is_iot():
    """Whether the edition of Windows is one for things."""
    return win32_edition() in ("IoTUAP", "NanoServer", "WindowsCoreHeadless", "IoTEdgeOS")


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    """(release, versioninfo, machine) of macOS; elsewhere the arguments."""
    name = "/System/Library/CoreServices/SystemVersion.plist"
    if sys.platform == "darwin" and os.path.exists(name):
        import plistlib
        with open(name, "rb") as f:
            release = plistlib.load(f)["ProductVersion"]
        machine = os.uname().machine
        if machine in ("ppc", "Power Macintosh"):
            machine = "PowerPC"
        return release, ("", "", ""), machine
    return release, versioninfo, machine


IOSVersionInfo = namedtuple("IOSVersionInfo", ["system", "release", "model", "is_simulator"])


def ios_ver(system="", release="", model="", is_simulator=False):
    """What iOS this is; elsewhere the arguments."""
    return IOSVersionInfo(system, release, model, is_simulator)


AndroidVer = namedtuple("AndroidVer", "release api_level manufacturer model device is_emulator")


def android_ver(release="", api_level=0, manufacturer="", model="", device="", is_emulator=False):
    """What Android this is; elsewhere the arguments."""
    return AndroidVer(release, api_level, manufacturer, model, device, is_emulator)


def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
    """What Java Jython runs on; deprecated. Elsewhere the arguments."""
    import warnings
    warnings._deprecated("java_ver", remove=(3, 15))
    return release, vendor, vminfo, osinfo


def system_alias(system, release, version):
    """The names under which a system is known better, such as Solaris for SunOS 5."""
    if system == "SunOS":
        if release < "5":
            return system, release, version
        major, dot, rest = release.partition(".")
        try:
            release = str(int(major) - 3) + dot + rest
        except ValueError:
            pass
        system = "Solaris"
    elif system in ("win32", "win16"):
        system = "Windows"
    return system, release, version


# --- this system ---

def _unknown_as_blank(val):
    return "" if val == "unknown" else val


def _node(default=""):
    try:
        import socket
        return socket.gethostname()
    except (ImportError, OSError):
        return default


def architecture(executable=sys.executable, bits="", linkage=""):
    """(bits, format) of an executable file, by default this Python's, as '64bit' and 'ELF'."""
    if not bits:
        bits = "64bit" if sys.maxsize > 1 << 32 else "32bit"
    head = b""
    if executable:
        try:
            with open(os.path.realpath(executable), "rb") as f:
                head = f.read(64)
        except OSError:
            pass
    if head[:4] == b"\x7fELF" and len(head) > 4:
        return {1: "32bit", 2: "64bit"}.get(head[4], bits), "ELF"
    if head[:2] == b"MZ":
        return bits, "WindowsPE"
    if sys.platform == "win32":
        linkage = linkage or "WindowsPE"
    return bits, linkage


class _Processor:
    """Finds out the processor, which takes a program that others do not."""

    @classmethod
    def get(cls):
        func = getattr(cls, f"get_{sys.platform}", cls.from_subprocess)
        return func() or ""

    def get_win32():
        return os.environ.get("PROCESSOR_IDENTIFIER", "")

    def get_ios():
        return ""

    def from_subprocess():
        """What uname -p prints."""
        try:
            import subprocess
        except ImportError:
            return None
        try:
            return subprocess.check_output(["uname", "-p"], stderr=subprocess.DEVNULL, text=True, encoding="utf8").strip()
        except (OSError, subprocess.CalledProcessError):
            return None


class uname_result(namedtuple("uname_result_base", "system node release version machine")):
    """What uname() tells; the processor is found out when it is asked for."""

    @functools.cached_property
    def processor(self):
        """The processor's name."""
        return _unknown_as_blank(_Processor.get())

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    @classmethod
    def _make(cls, iterable):
        # one that comes with a processor has its own
        return cls.__new__(cls, *list(iterable)[:len(cls._fields) - 1])

    def __getitem__(self, key):
        return tuple(self)[key]

    def __len__(self):
        return len(tuple(iter(self)))

    def __reduce__(self):
        return uname_result, tuple(self)[:len(self._fields) - 1]


uname_result._fields = uname_result._fields + ("processor",)


def uname():
    """What system this is: (system, node, release, version, machine, processor)."""
    global _uname_cache
    if _uname_cache is not None:
        return _uname_cache
    try:
        system, node, release, version, machine = os.uname()
    except (AttributeError, OSError):
        system, node, release, version, machine = sys.platform, _node(), "", "", ""
        if system == "win32":
            system, machine = "Windows", os.environ.get("PROCESSOR_ARCHITEW6432") or os.environ.get("PROCESSOR_ARCHITECTURE", "")
            release, version, _, _ = win32_ver()
    if sys.platform == "android":
        system, release = "Android", android_ver().release
    elif sys.platform == "ios":
        system, release, _, _ = ios_ver()
    _uname_cache = uname_result(*map(_unknown_as_blank, (system, node, release, version, machine)))
    return _uname_cache


def system():
    """The system's name, such as 'Linux' or 'Windows'."""
    return uname().system


def node():
    """This computer's name in the network."""
    return uname().node


def release():
    """The system's release."""
    return uname().release


def version():
    """The system's version of the release."""
    return uname().version


def machine():
    """The kind of machine, such as 'x86_64'."""
    return uname().machine


def processor():
    """The processor's name, where the system tells another one than the machine's."""
    return uname().processor


# --- this Python ---

def _sys_version(sys_version=None):
    """The parts of a sys.version: name, version, branch, revision, number and date of the build, compiler."""
    if sys_version is None:
        sys_version = sys.version
    found = _sys_version_cache.get(sys_version)
    if found is not None:
        return found
    import re
    if sys.platform.startswith("java"):
        name = "Jython"
        m = re.match(r"([\w.+]+)\s*\(#?([^,]+)(?:,\s*([\w ]*)(?:,\s*([\w :]*))?)?\)\s*\[([^\]]+)\]?", sys_version)
        if m is None:
            raise ValueError("failed to parse Jython sys.version: %s" % repr(sys_version))
        version, buildno, builddate, _, _ = m.groups()
        builddate = builddate or ""
        compiler = sys.platform
    elif "PyPy" in sys_version:
        name = "PyPy"
        m = re.match(r"([\w.+]+)\s*\(#?([^,]+),\s*([\w ]+),\s*([\w :]+)\)\s*\[PyPy [^\]]+\]?", sys_version)
        if m is None:
            raise ValueError("failed to parse PyPy sys.version: %s" % repr(sys_version))
        version, buildno, builddate, buildtime = m.groups()
        compiler = ""
    else:
        m = re.match(r"(?P<version>[\w.+]+)\s*(?:experimental free-threading build\s+)?\(#?(?P<no>[^,)]+)"
                     r"(?:,\s*(?P<date>[\w ]*)(?:,\s*(?P<time>[\w :]*))?)?\)\s*\[(?P<compiler>[^\]]+)\]?", sys_version, re.ASCII)
        if m is None:
            raise ValueError("failed to parse CPython sys.version: %s" % repr(sys_version))
        version, buildno, builddate, buildtime, compiler = m.groups()
        name = "CPython"
        if buildno == "Vivarium":
            name = "Vivarium"
        builddate = builddate or ""
        if buildtime:
            builddate += " " + buildtime
    if hasattr(sys, "_git"):
        _, branch, revision = sys._git
    else:
        branch = revision = ""
    if version.count(".") == 1:
        version += ".0"
    found = _sys_version_cache[sys_version] = (name, version, branch, revision, buildno, builddate, compiler)
    return found


def python_implementation():
    """The name of this Python, such as 'CPython'."""
    return _sys_version()[0]


def python_version():
    """The version of Python, as 'major.minor.patchlevel'."""
    return _sys_version()[1]


def python_version_tuple():
    """The version of Python, as a tuple of three strings."""
    return tuple(_sys_version()[1].split("."))


def python_branch():
    """The branch that this Python was built of."""
    return _sys_version()[2]


def python_revision():
    """The revision that this Python was built of."""
    return _sys_version()[3]


def python_build():
    """(number, date) of this Python's build."""
    return _sys_version()[4:6]


def python_compiler():
    """What this Python was compiled with."""
    return _sys_version()[6]


# --- all in one ---

def _platform(*args):
    """Parts that are known, joined by hyphens, as something that may be part of a file's name."""
    text = "-".join(x.strip() for x in filter(len, args))
    text = text.replace(" ", "_")
    for c in "/\\:;\"()":
        text = text.replace(c, "-")
    text = text.replace("unknown", "")
    while "--" in text:
        text = text.replace("--", "-")
    return text.rstrip("-")


def platform(aliased=False, terse=False):
    """The system in one text: with aliased under the names that are known better, with terse without what is not needed."""
    key = bool(aliased), bool(terse)
    found = _platform_cache.get(key)
    if found is not None:
        return found
    system, node, release, version, machine, processor = uname()
    if machine == processor:
        processor = ""
    if aliased:
        system, release, version = system_alias(system, release, version)
    if system == "Darwin":
        macos = mac_ver()[0]
        if macos:
            system, release = "macOS", macos
    if system == "Windows":
        rel, vers, csd, ptype = win32_ver(version)
        result = _platform(system, release) if terse else _platform(system, release, version, csd)
    elif system == "Linux":
        libcname, libcversion = libc_ver()
        result = _platform(system, release) if terse else _platform(system, release, machine, processor, "with",
                                                                    libcname + libcversion)
    elif terse:
        result = _platform(system, release)
    else:
        bits, linkage = architecture(sys.executable)
        result = _platform(system, release, machine, processor, bits, linkage)
    _platform_cache[key] = result
    return result


# --- distributions of Linux ---

def _parse_os_release(lines):
    """A dict of the lines KEY=value, where the value may be quoted as for a shell."""
    import re
    info = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    for line in lines:
        m = re.fullmatch(r"""([a-zA-Z0-9_]+)=(["']?)(.*)\2\s*""", line, re.DOTALL)
        if m is not None:
            info[m[1]] = re.sub(r"""\\(['"$`\\])""", r"\1", m[3].rstrip("\n") if not m[2] else m[3])
    return info


def freedesktop_os_release():
    """What /etc/os-release tells of the distribution, as a dict; an OSError if it is not there."""
    global _os_release_cache
    if _os_release_cache is None:
        problem = None
        for candidate in _os_release_candidates:
            try:
                with open(candidate, encoding="utf-8") as f:
                    _os_release_cache = _parse_os_release(f)
                break
            except OSError as e:
                problem = e
        else:
            raise OSError(problem.errno, f"Unable to read files {', '.join(_os_release_candidates)}")
    return _os_release_cache.copy()


def _main(args=None):
    print(platform("aliased" in args, "terse" in args) if args else platform())


if __name__ == "__main__":
    _main([arg.lstrip("-") for arg in sys.argv[1:]])
