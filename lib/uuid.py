# uuid: universally unique identifiers (RFC 9562). Invariant of a UUID: it is its int and does not change. Versions 1, 6 and 7 count time,
# and none of this process goes back; a node is random (with the multicast bit set) unless the hardware's address can be read.
"""UUID objects, as RFC 9562 describes them, and functions that make those of versions 1 and 3 to 8."""

import os
import sys
import time
from enum import Enum

RESERVED_NCS = "reserved for NCS compatibility"
RFC_4122 = "specified in RFC 4122"
RESERVED_MICROSOFT = "reserved for Microsoft compatibility"
RESERVED_FUTURE = "reserved for future definition"

# By the three highest bits of the ninth byte.
_VARIANTS = 4 * (RESERVED_NCS,) + 2 * (RFC_4122,) + (RESERVED_MICROSOFT, RESERVED_FUTURE)

SafeUUID = Enum("SafeUUID", {"safe": 0, "unsafe": -1, "unknown": None}, module=__name__)
SafeUUID.__doc__ = "Whether a UUID was made in a way that is safe between processes."

_UNKNOWN = SafeUUID.unknown
_WIDTHS = 32, 16, 16, 8, 8, 48
_set = object.__setattr__
_allocate = object.__new__
_to_int = int
_from_bytes = int.from_bytes


def _of_digits(text):
    digits = text.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
    if len(digits) == 32:
        return _to_int(digits, 16)
    raise ValueError("badly formed hexadecimal UUID string")


def _of_bytes(data, name="bytes"):
    if len(data) != 16:
        raise ValueError(f"{name} is not a 16-char string")
    assert isinstance(data, bytes), repr(data)
    return _from_bytes(data if name == "bytes" else _swapped(data))


def _of_fields(fields):
    if len(fields) != 6:
        raise ValueError("fields is not a 6-tuple")
    number = 0
    for i, bits in enumerate(_WIDTHS):
        if fields[i] < 0 or fields[i] >> bits:
            raise ValueError(f"field {i + 1} out of range (need a{'n' * (bits == 8)} {bits}-bit value)")
        number = number << bits | fields[i]
    return number


def _swapped(data):
    """16 bytes with each of the first three fields back to front."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


def _bits(shift, width, doc):
    """A property: some bits of the number."""
    mask = (1 << width) - 1
    return property(lambda self: self.int >> shift & mask, doc=doc)


class UUID:
    """An identifier of 128 bits.

    It is made of one of: a string of 32 hexadecimal digits (hyphens, braces and 'urn:uuid:' do not matter), 16
    bytes in big-endian order (bytes) or with the first three fields little-endian (bytes_le), a tuple of the six
    fields, or an int. version, if given, sets the bits of the version and of the variant.
    """

    __slots__ = ("int", "is_safe", "__weakref__")

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=_UNKNOWN):
        """Make a UUID of exactly one of hex, bytes, bytes_le, fields and int."""
        if (hex is None) + (int is None) + (bytes is None) + (fields is None) + (bytes_le is None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            number = _of_digits(hex)
        elif bytes is not None:
            number = _of_bytes(bytes)
        elif int is not None:
            number = int
            if number < 0 or number >> 128:
                raise ValueError("int is out of range (need a 128-bit value)")
        else:
            number = _of_fields(fields) if bytes_le is None else _of_bytes(bytes_le, "bytes_le")
        if version is not None:
            if version < 1 or version > 8:
                raise ValueError("illegal version number")
            number = number & _OTHERS | 1 << 63 | version << 76
        _set(self, "int", number)
        _set(self, "is_safe", is_safe)

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    # The state of old pickles has no is_safe, and neither has that of most new ones.

    def __getstate__(self):
        known = {} if self.is_safe is _UNKNOWN else {"is_safe": self.is_safe.value}
        return {"int": self.int, **known}

    def __setstate__(self, state):
        _set(self, "int", state["int"])
        _set(self, "is_safe", SafeUUID(state.get("is_safe")))

    def __hash__(self):
        return hash(self.int)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __str__(self):
        x = "%032x" % self.int
        return f"{x[:8]}-{x[8:12]}-{x[12:16]}-{x[16:20]}-{x[20:]}"

    def __repr__(self):
        return f"{type(self).__name__}('{self}')"

    def __int__(self):
        return self.int

    time_low = _bits(96, 32, "The first 32 bits.")
    time_mid = _bits(80, 16, "The next 16 bits.")
    time_hi_version = _bits(64, 16, "The next 16 bits, with the version.")
    clock_seq_hi_variant = _bits(56, 8, "The next 8 bits, with the variant.")
    clock_seq_low = _bits(48, 8, "The next 8 bits.")
    node = _bits(0, 48, "The last 48 bits.")
    clock_seq = _bits(48, 14, "The sequence number of 14 bits.")
    variant = property(lambda self: _VARIANTS[self.int >> 61 & 7],
                       doc="How the rest is laid out: one of RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT and RESERVED_FUTURE.")
    version = property(lambda self: self.int >> 76 & 15 if self.variant is RFC_4122 else None,
                       doc="The version, from 1 to 8; None if the variant has none.")
    urn = property(lambda self: f"urn:uuid:{self}", doc="The name as a URN.")
    hex = property(lambda self: f"{self.int:032x}", doc="The 32 hexadecimal digits.")
    bytes = property(lambda self: self.int.to_bytes(16), doc="The 16 bytes, big-endian.")
    bytes_le = property(lambda self: _swapped(self.bytes), doc="The 16 bytes, the first three fields little-endian.")

    @property
    def fields(self):
        """A tuple of the six fields."""
        number, at = self.int, 128
        return tuple([number >> (at := at - bits) & (1 << bits) - 1 for bits in _WIDTHS])

    @property
    def time(self):
        """The time: of versions 1 and 6 in 100 ns since 15 October 1582, of version 7 in ms since 1970."""
        first, high = self.int >> 80, self.int >> 64 & 0xFFF
        match self.version:
            case 7:
                return first
            case 6:
                return first << 12 | high
        return high << 48 | (first & 0xFFFF) << 32 | first >> 16


def _made(number, version, is_safe=_UNKNOWN):
    """The UUID of 128 bits that need no check."""
    self = _allocate(UUID)
    _set(self, "int", number & _OTHERS | version << 76 | 1 << 63)
    _set(self, "is_safe", is_safe)
    return self


_OTHERS = (1 << 128) - 1 & ~(0xF << 76) & ~(3 << 62)


# --- the node of a host ---

# Programs of the system know the hardware's addresses; how they write them differs on AIX.
_MAC_DELIM = b"." if sys.platform == "aix" else b":"
_MAC_OMITS_LEADING_ZEROES = sys.platform == "aix"


def _parse_mac(word):
    """A hardware address as a program writes it, or None if it is none."""
    parts = word.split(_MAC_DELIM)
    if len(parts) != 6:
        return None
    widths = set(map(len, parts))
    if not widths <= ({1, 2} if _MAC_OMITS_LEADING_ZEROES else {2}):
        return None
    try:
        return int(b"".join([part.zfill(2) for part in parts]), 16)
    except ValueError:
        return None


def _best(macs):
    """The first address that a manufacturer gave, not the host; else the first; None if there is none."""
    known = [*macs]
    return next((mac for mac in known if not mac >> 41 & 1), known[0] if known else None)


def _get_command_stdout(command, *args):
    """What a program prints, as a stream; None if it is not there."""
    import io
    import shutil
    import subprocess
    try:
        path = os.pathsep.join([*os.environ.get("PATH", os.defpath).split(os.pathsep), "/sbin", "/usr/sbin"])
        executable = shutil.which(command, path=path)
        if executable is None:
            return None
        done = subprocess.run([executable, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env={**os.environ, "LC_ALL": "C"})
        return io.BytesIO(done.stdout) if done.stdout else None
    except (OSError, subprocess.SubprocessError):
        return None


def _rows(command, args):
    """The words of each line that a program prints, in lower case."""
    return [line.lower().split() for line in _get_command_stdout(command, args) or ()]


def _find_mac_near_keyword(command, args, keywords, get_word_index):
    """An address that a program prints near a word; get_word_index tells from the word's place where."""
    macs = []
    for words in _rows(command, args):
        for place in [get_word_index(i) for i, word in enumerate(words) if word in keywords]:
            try:
                macs.append(int(words[place].replace(_MAC_DELIM, b""), 16))
            except (IndexError, ValueError):
                pass        # something else is there
    return _best(filter(None, macs))


def _find_mac_under_heading(command, args, heading):
    """An address that a program prints in the column with a heading."""
    titles, *rows = _rows(command, args) or ((),)
    if heading.lower() not in titles:
        return None
    column = titles.index(heading.lower())
    macs = [_parse_mac(words[column]) for words in rows if len(words) > column]
    return _best([mac for mac in macs if mac is not None])


def _sys_getnode():
    """An address that the kernel of Linux shows as a file."""
    try:
        macs = []
        for name in sorted(os.listdir("/sys/class/net")):
            with open(f"/sys/class/net/{name}/address", "rb") as f:
                macs.append(_parse_mac(f.read().strip()))
        return _best(filter(None, macs))
    except OSError:
        return None


def _asking(program, options, keywords, step):
    """A function that asks a program, once for each of the options: its address is step words behind a keyword, or (None) first."""
    def getnode():
        near = keywords() if callable(keywords) else keywords
        for option in options:
            mac = _find_mac_near_keyword(program, option, near, lambda i: 0 if step is None else i + step)
            if mac:
                return mac
        return None
    getnode.__name__ = getnode.__qualname__ = f"_{program}_getnode"
    getnode.__doc__ = f"An address that {program} prints."
    return getnode


def _own_addresses():
    import socket
    try:
        address = os.fsencode(socket.gethostbyname(socket.gethostname()))
    except OSError:
        return ()
    return address, b"(%b)" % address


_ifconfig_getnode = _asking("ifconfig", ("", "-a", "-av"), (b"hwaddr", b"ether", b"address:", b"lladdr"), 1)
_ip_getnode = _asking("ip", ("link",), (b"link/ether",), 1)
_arp_getnode = _asking("arp", ("-an",), _own_addresses, 2)
_lanscan_getnode = _asking("lanscan", ("-ai",), (b"lan0",), None)


def _netstat_getnode():
    """An address that netstat prints."""
    return _find_mac_under_heading("netstat", "-ian", b"Address")


def _unix_getnode():
    """The address in a UUID of the system's library, if it has one."""
    return UUID(bytes=_generate_time_safe()[0]).node if _generate_time_safe else None


def _windll_getnode():
    """The address in a UUID of Windows, if there is one."""
    return UUID(bytes_le=_UuidCreate()).node if _UuidCreate else None


def _random_getnode():
    """A random node; the multicast bit tells it from hardware addresses."""
    return int.from_bytes(os.urandom(6)) | 1 << 40


_GETTERS = [_sys_getnode, _ip_getnode, _ifconfig_getnode]
_node = None


def getnode():
    """The hardware address of this host as an int of 48 bits, or a random one if it cannot be found out."""
    global _node
    getters = iter([*_GETTERS, _random_getnode])
    while _node is None:
        try:
            mac = next(getters)()
            if mac in range(1 << 48):
                _node = mac
        except StopIteration:
            break
        except Exception:
            pass        # another may know
    return _node


# --- making them ---

try:
    import _uuid
except ImportError:
    _generate_time_safe = _UuidCreate = None
else:
    _generate_time_safe = getattr(_uuid, "generate_time_safe", None)
    _UuidCreate = getattr(_uuid, "UuidCreate", None)

_last_timestamp = None
_last_timestamp_v6 = None
_last_timestamp_v7 = None
_last_counter_v7 = 0


def _ticks(last):
    """The time now in 100 ns since 15 October 1582, or the next after the last one given out."""
    now = time.time_ns() // 100 + 0x01B21DD213814000
    return now if last is None or now > last else last + 1


def _random_bits(n):
    return int.from_bytes(os.urandom((n + 7) // 8)) >> -n % 8


def uuid1(node=None, clock_seq=None):
    """A UUID of the host's node, a sequence number (by default random) and the time."""
    global _last_timestamp
    if _generate_time_safe is not None and node is clock_seq is None:
        data, safety = _generate_time_safe()
        known = safety in {0, -1}
        return UUID(bytes=data, is_safe=SafeUUID(safety) if known else _UNKNOWN)
    now = _last_timestamp = _ticks(_last_timestamp)
    node = getnode() if node is None else node
    if clock_seq is None:
        from random import getrandbits
        clock_seq = getrandbits(14)
    return UUID(fields=(now & 0xFFFFFFFF, now >> 32 & 0xFFFF, now >> 48 & 0xFFF, clock_seq >> 8 & 0x3F, clock_seq & 0xFF, node),
                version=1)


def _named(version, algorithm, namespace, name):
    import hashlib
    data = namespace.bytes + (name.encode() if isinstance(name, str) else name)
    return _made(_from_bytes(hashlib.new(algorithm, data, usedforsecurity=False).digest()[:16]), version)


def uuid3(namespace, name):
    """A UUID of the MD5 of a namespace's UUID and a name."""
    return _named(3, "md5", namespace, name)


def uuid4():
    """A random UUID."""
    return _made(int.from_bytes(os.urandom(16)), 4)


def uuid5(namespace, name):
    """A UUID of the SHA-1 of a namespace's UUID and a name."""
    return _named(5, "sha1", namespace, name)


def uuid6(node=None, clock_seq=None):
    """As uuid1(), with the time's highest bits first, so that later ones are greater."""
    global _last_timestamp_v6
    now = _last_timestamp_v6 = _ticks(_last_timestamp_v6)
    node = getnode() if node is None else node
    if clock_seq is None:
        clock_seq = _random_bits(14)
    number = (now >> 12 & 0xFFFFFFFFFFFF) << 80 | (now & 0xFFF) << 64
    return _made(number | (clock_seq & 0x3FFF) << 48 | node & 0xFFFFFFFFFFFF, 6)


def uuid7():
    """A UUID of the time in ms since 1970, a counter and random bits: later ones of this process are greater."""
    global _last_timestamp_v7, _last_counter_v7
    timestamp = time.time_ns() // 1_000_000
    if _last_timestamp_v7 is None or timestamp > _last_timestamp_v7:
        counter = _random_bits(41)  # the highest of the 42 bits is free to count on
    else:
        timestamp = max(timestamp, _last_timestamp_v7)
        counter = _last_counter_v7 + 1
        if counter >> 42:
            timestamp += 1
            counter = _random_bits(41)
    _last_timestamp_v7, _last_counter_v7 = timestamp, counter
    number = (timestamp & 0xFFFFFFFFFFFF) << 80 | (counter >> 30) << 64 | (counter & 0x3FFFFFFF) << 32 | _random_bits(32)
    return _made(number, 7)


def uuid8(a=None, b=None, c=None):
    """A UUID of 48, 12 and 62 bits of the caller's own; what is not given is random."""
    a = _random_bits(48) if a is None else a
    b = _random_bits(12) if b is None else b
    c = _random_bits(62) if c is None else c
    return _made((a & 0xFFFFFFFFFFFF) << 80 | (b & 0xFFF) << 64 | c & 0x3FFFFFFFFFFFFFFF, 8)


# RFC 9562, section 6.6: they differ in one digit.
NAMESPACE_DNS, NAMESPACE_URL, NAMESPACE_OID, NAMESPACE_X500 = [UUID(f"6ba7b81{n}-9dad-11d1-80b4-00c04fd430c8") for n in (0, 1, 2, 4)]
NIL, MAX = UUID(int=0), UUID(int=(1 << 128) - 1)


def main():
    """The command: print UUIDs."""
    makers = {"uuid1": uuid1, "uuid3": uuid3, "uuid4": uuid4, "uuid5": uuid5, "uuid6": uuid6, "uuid7": uuid7, "uuid8": uuid8}
    namespaces = {"@dns": NAMESPACE_DNS, "@url": NAMESPACE_URL, "@oid": NAMESPACE_OID, "@x500": NAMESPACE_X500}
    import argparse
    parser = argparse.ArgumentParser(description="Generates a uuid using the selected uuid function.")
    parser.add_argument("-u", "--uuid", choices=makers, default="uuid4",
                        help="The function to use to generate the uuid. By default uuid4 function is used.")
    parser.add_argument("-n", "--namespace",
                        help=f"The namespace is a UUID, or '@ns' where 'ns' is a well-known predefined UUID addressed by namespace "
                        f"name. Such as {', '.join(namespaces)}. Only required for uuid3/uuid5 functions.")
    parser.add_argument("-N", "--name", help="The name used as part of generating the uuid. Only required for uuid3/uuid5 functions.")
    parser.add_argument("-C", "--count", metavar="NUM", type=int, default=1, help="Generate NUM fresh UUIDs.")
    args = parser.parse_args()
    make = makers[args.uuid]
    if args.uuid in ("uuid3", "uuid5"):
        if not args.namespace or not args.name:
            parser.error(f"Incorrect number of arguments. {args.uuid} requires a namespace and a name. "
                         "Run 'python -m uuid -h' for more information.")
        namespace = namespaces.get(args.namespace) or UUID(args.namespace)
        for _ in range(args.count):
            print(make(namespace, args.name))
    else:
        for _ in range(args.count):
            print(make())


if __name__ == "__main__":
    main()
