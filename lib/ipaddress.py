# ipaddress: addresses and networks of IPv4 and IPv6. Invariant: an address is an int in _ip and does not change; a network is its first
# address and the mask, with no bit of the address beyond the mask. What addresses are for stands in the registries at the end.
"""Addresses, interfaces and networks of IPv4 and IPv6."""

import functools

IPV4LENGTH, IPV6LENGTH = 32, 128


class AddressValueError(ValueError):
    """An address that is not one."""


class NetmaskValueError(ValueError):
    """A netmask that is not one."""


def _first_that_fits(noun, kinds, address, *more):
    for kind in kinds:
        try:
            return kind(address, *more)
        except (AddressValueError, NetmaskValueError):
            continue
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {noun}")


def ip_address(address):
    """An IPv4Address or IPv6Address of a string, an int or packed bytes; ints below 2**32 are taken for IPv4."""
    return _first_that_fits("address", (IPv4Address, IPv6Address), address)


def ip_network(address, strict=True):
    """An IPv4Network or IPv6Network; if strict, the address must be the network's first."""
    return _first_that_fits("network", (IPv4Network, IPv6Network), address, strict)


def ip_interface(address):
    """An IPv4Interface or IPv6Interface: an address in a network."""
    return _first_that_fits("interface", (IPv4Interface, IPv6Interface), address)


def _packed(kind, number):
    try:
        return number.to_bytes(kind.max_prefixlen // 8)
    except OverflowError:
        raise ValueError(f"Address negative or too large for IPv{kind.version}")


def v4_int_to_packed(address):
    """The four bytes of an address that is an int."""
    return _packed(IPv4Address, address)


def v6_int_to_packed(address):
    """The sixteen bytes of an address that is an int."""
    return _packed(IPv6Address, address)


def get_mixed_type_key(obj):
    """A key to sort addresses and networks together, by the first address; NotImplemented for anything else."""
    return obj._sort_key() if isinstance(obj, _IPAddressBase) else NotImplemented


def _must_be_alike(one, other, noun="version"):
    if one.version != other.version:
        raise TypeError(f"{one} and {other} are not of the same {noun}")


def _count_righthand_zero_bits(number, bits):
    # How many of the lowest bits are zero, at most so many.
    lowest = number & -number
    return min(lowest.bit_length() - 1, bits) if lowest else bits


def _find_address_range(addresses):
    # The first and the last of each run of addresses that follow one another.
    run = []
    for ip in addresses:
        if run and ip._ip - run[-1]._ip != 1:
            yield run[0], run[-1]
            run.clear()
        run[1:] = [ip]
    if run:
        yield run[0], run[-1]


def summarize_address_range(first, last):
    """The fewest networks that have all addresses from first to last, and no others.

    >>> list(summarize_address_range(IPv4Address('192.0.2.0'), IPv4Address('192.0.2.130')))
    [IPv4Network('192.0.2.0/25'), IPv4Network('192.0.2.128/31'), IPv4Network('192.0.2.130/32')]
    """
    for end in first, last:
        if not isinstance(end, _BaseAddress):
            raise TypeError("first and last must be IP addresses, not networks")
    _must_be_alike(first, last)
    if last < first:
        raise ValueError("last IP address must be greater than first")
    network = {4: IPv4Network, 6: IPv6Network}.get(first.version)
    if network is None:
        raise ValueError("unknown IP version")
    width, low, end = first.max_prefixlen, first._ip, last._ip + 1
    while low < end:
        # The largest block that can start here and does not reach too far.
        free = min(_count_righthand_zero_bits(low, width), (end - low).bit_length() - 1)
        yield network((low, width - free))
        low += 1 << free


def collapse_addresses(addresses):
    """The fewest networks that have all the given addresses and networks, and no others.

    >>> list(collapse_addresses([ip_network('192.0.2.0/25'), ip_network('192.0.2.128/25')]))
    [IPv4Network('192.0.2.0/24')]
    """
    singles, nets = [], []
    for given in addresses:
        if isinstance(given, _BaseAddress) and not isinstance(given, _Interface):
            group, part = singles, given
        elif given._prefixlen < given.max_prefixlen:
            group, part = nets, given
        else:
            group, part = singles, given.ip if isinstance(given, _Interface) else given.network_address
        if group:
            _must_be_alike(given, group[-1])
        group.append(part)
    for first, last in _find_address_range(sorted(set(singles))):
        nets += summarize_address_range(first, last)
    return _without_halves(nets)


def _without_halves(nets):
    # Two halves of a network give way to it, again and again; then what lies within another goes too.
    halves = {}
    while nets:
        net = nets.pop()
        whole = net.supernet()
        other = halves.setdefault(whole, net)
        if other is not net and other != net:
            del halves[whole]
            nets.append(whole)
    end = None
    for net in sorted(halves.values()):
        if end is None or end < net.broadcast_address:
            end = net.broadcast_address
            yield net


# --- what addresses, interfaces and networks have in common ---

@functools.lru_cache(maxsize=1000)
def _netmask(kind, given):
    # The address of a mask and the length of its prefix, of a length or, as text, a length or a mask.
    if not isinstance(given, int):
        prefixlen = kind._prefix_from_text(given)
    elif 0 <= given <= kind.max_prefixlen:
        prefixlen = given
    else:
        raise _no_netmask(given)
    return kind((1 << kind.max_prefixlen) - (1 << kind.max_prefixlen - prefixlen)), prefixlen


def _no_netmask(given):
    return NetmaskValueError(f"{given!r} is not a valid netmask")


class _IPAddressBase:
    __slots__ = ()

    def _plain(self):
        # The address alone in the texts that have a mask too.
        return self._string_from_ip_int(self._ip)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self):
        return type(self), (str(self),)

    compressed = property(lambda self: str(self), doc="The text as short as it gets.")

    @classmethod
    def _prefix_from_prefix_string(cls, text):
        if text.isascii() and text.isdigit():
            try:
                prefixlen = int(text)
            except ValueError:
                # More digits than int() takes.
                prefixlen = -1
            if 0 <= prefixlen <= cls.max_prefixlen:
                return prefixlen
        raise _no_netmask(text) from None

    _prefix_from_text = _prefix_from_prefix_string

    @classmethod
    def _split_addr_prefix(cls, given):
        # The address and the mask, by default the longest, of what a network or an interface is made of.
        if isinstance(given, (bytes, int)):
            return given, cls.max_prefixlen
        parts = given
        if not isinstance(given, tuple):
            parts = str(given).split("/")
            if len(parts) > 2:
                raise AddressValueError(f"Only one '/' permitted in {given!r}")
        if len(parts) == 1:
            return parts[0], cls.max_prefixlen
        address, mask = parts
        return address, mask


def _with(mask, doc):
    return property(lambda self: f"{self._plain()}/{getattr(self, mask)}", doc=doc)


class _Masked:
    # What has a prefix, of interfaces and networks.
    __slots__ = ()

    with_prefixlen = _with("_prefixlen", "The text with the length of the prefix.")
    with_netmask = _with("netmask", "The text with the netmask.")
    with_hostmask = _with("hostmask", "The text with the host mask.")


@functools.total_ordering
class _BaseAddress(_IPAddressBase):
    """An address of either version."""

    __slots__ = ()

    def __init__(self, address):
        size = self.max_prefixlen
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError(f"{int(address)} (< 0) is not permitted as an IPv{self.version} address")
            if address >> size:
                raise AddressValueError(f"{int(address)} (>= 2**{size}) is not permitted as an IPv{self.version} address")
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) != size // 8:
                raise AddressValueError(f"{address!r} (len {len(address)} != {size // 8}) is not permitted as "
                                        f"an IPv{self.version} address")
            self._ip = int.from_bytes(address)
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._ip = self._ip_int_from_string(text)

    def __int__(self):
        return self._ip

    def __str__(self):
        return self._string_from_ip_int(self._ip)

    def __hash__(self):
        return hash(hex(self._ip))

    def __reduce__(self):
        return type(self), (self._ip,)

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self.version == other.version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if isinstance(other, _BaseAddress):
            _must_be_alike(self, other)
            return self._ip < other._ip
        return NotImplemented

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __format__(self, fmt):
        """Format the text, or the number if fmt is b, x, X or n (b for IPv4, x for IPv6), after # for a prefix and _ for groups."""
        if not fmt or fmt[-1] == "s":
            return format(str(self), fmt)
        flags, kind = fmt[:-1], fmt[-1]
        if kind not in "bxXn" or flags not in ("", "#", "_", "#_"):
            return super().__format__(fmt)
        if kind == "n":
            kind = "b" if self.version == 4 else "x"
        width = self.max_prefixlen if kind == "b" else self.max_prefixlen // 4
        if "_" in flags:
            width += width // 4 - 1
        if "#" in flags:
            width += 2
        return format(self._ip, f"{flags.replace('_', '')}0{width}{'_' if '_' in flags else ''}{kind}")

    def _sort_key(self):
        return self.version, self

    @property
    def packed(self):
        """The bytes of the address, the highest first."""
        return _packed(self, self._ip)

    def _is_for(self, purpose):
        return _holds(self._registry[purpose], self._ip, self._ip)


class _Interface(_Masked):
    # An address that knows its network, before the class of the address.
    __slots__ = ()

    def __init__(self, address):
        """An interface of what makes a network, without the need for the address to be the first."""
        address, mask = self._split_addr_prefix(address)
        super().__init__(address)
        self.network = net = self._network_class((address, mask), strict=False)
        self.netmask, self._prefixlen = net.netmask, net._prefixlen

    @property
    def ip(self):
        """The address alone."""
        return self._address_class(self._ip)

    @functools.cached_property
    def hostmask(self):
        """The network's host mask."""
        return self.network.hostmask

    def __str__(self):
        return f"{super().__str__()}/{self._prefixlen}"

    def __hash__(self):
        return hash((self._ip, self._prefixlen, self.network.network_address._ip))

    # An address is no interface, and comes before.

    def __eq__(self, other):
        same = super().__eq__(other)
        return self.network == getattr(other, "network", None) if same is True else same

    def __lt__(self, other):
        less = super().__lt__(other)
        network = getattr(other, "network", None)
        if less is NotImplemented or network is None:
            return NotImplemented if less is NotImplemented else False
        return less if self.network == network else self.network < network

    __reduce__ = _IPAddressBase.__reduce__


@functools.total_ordering
class _BaseNetwork(_Masked, _IPAddressBase):
    """A network of either version."""

    def __init__(self, address, strict=True):
        """A network of a string ('192.0.2.0/24'), an address, or a tuple (address, mask).

        Unless strict is false, the address has to be the network's first.
        """
        kind = self._address_class
        address, mask = self._split_addr_prefix(address)
        self.network_address = given = kind(address)
        self.netmask, self._prefixlen = _netmask(kind, mask)
        first = given._ip & self.netmask._ip
        if first != given._ip:
            if strict:
                raise ValueError(f"{self} has host bits set")
            self.network_address = kind(first)

    def _plain(self):
        return self.network_address

    def _sort_key(self):
        return self.version, self.network_address, self.netmask

    # An older name.
    _get_networks_key = _sort_key

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def __hash__(self):
        return hash((self.network_address._ip, self.netmask._ip))

    def __eq__(self, other):
        try:
            alike = self.version == other.version and self.network_address == other.network_address
            return alike and self.netmask._ip == other.netmask._ip
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        _must_be_alike(self, other)
        return (self.network_address, self.netmask._ip) < (other.network_address, other.netmask._ip)

    def compare_networks(self, other):
        """-1, 0 or 1: by the first address, then by the size."""
        _must_be_alike(self, other, "type")
        a, b = ((net.network_address._ip, net.netmask._ip) for net in (self, other))
        return (a > b) - (a < b)

    prefixlen = property(lambda self: self._prefixlen, doc="How many bits all addresses have in common.")
    num_addresses = property(lambda self: self.hostmask._ip + 1, doc="How many addresses it has.")
    exploded = property(lambda self: f"{self.network_address.exploded}/{self._prefixlen}",
                        doc="The text with all digits.")

    @functools.cached_property
    def hostmask(self):
        """The netmask the other way round."""
        return self._address_class(self.netmask._ip ^ self._ALL_ONES)

    @functools.cached_property
    def broadcast_address(self):
        """The last address."""
        return self._address_class(self.network_address._ip + self.hostmask._ip)

    def _ends(self):
        return self.network_address._ip, self.broadcast_address._ip

    def __iter__(self):
        first, last = self._ends()
        return map(self._address_class, range(first, last + 1))

    def hosts(self):
        """The addresses that hosts may have: of more than two not the network's own, nor the broadcast address of IPv4."""
        match self.max_prefixlen - self._prefixlen:
            case 0:
                return iter([self.network_address])
            case 1:
                return iter(self)
        first, last = self._ends()
        return map(self._address_class, range(first + 1, last if self.version == 4 else last + 1))

    def __getitem__(self, n):
        first, last = self._ends()
        place = first + n if n >= 0 else last + 1 + n
        if first <= place <= last:
            return self._address_class(place)
        raise IndexError("address out of range")

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _BaseNetwork):
            return False
        return self.network_address._ip == self.netmask._ip & other._ip

    def overlaps(self, other):
        """Whether the networks have an address in common."""
        return any(net.network_address in around or net.broadcast_address in around
                   for net, around in [(self, other), (other, self)])

    def subnet_of(self, other):
        """Whether all its addresses are in another network."""
        return _is_within(self, other)

    def supernet_of(self, other):
        """Whether all addresses of another network are in it."""
        return _is_within(other, self)

    def address_exclude(self, other):
        """The networks that are left without another one, which has to be in this."""
        _must_be_alike(self, other)
        if not isinstance(other, _BaseNetwork):
            raise TypeError(f"{other} is not a network object")
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        # Each division has a half with the other network in it; the sibling of that stays.
        for prefixlen in range(self._prefixlen + 1, other._prefixlen + 1):
            bit = 1 << self.max_prefixlen - prefixlen
            sibling = (other.network_address._ip ^ bit) & -bit
            yield type(self)((sibling, prefixlen))

    def _new_prefixlen(self, sign, diff, wanted):
        # A length that is longer (sign 1) or shorter (sign -1) by diff, or the wanted one.
        if wanted is None:
            return self._prefixlen + sign * diff
        if (wanted - self._prefixlen) * sign < 0:
            raise ValueError(f"new prefix must be {'longer' if sign > 0 else 'shorter'}")
        if diff != 1:
            raise ValueError("cannot set prefixlen_diff and new_prefix")
        return wanted

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The networks that it consists of, with a prefix that is longer by prefixlen_diff or new_prefix long."""
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        prefixlen = self._new_prefixlen(1, prefixlen_diff, new_prefix)
        if prefixlen < self._prefixlen:
            raise ValueError("prefix length diff must be > 0")
        if prefixlen > self.max_prefixlen:
            raise ValueError(f"prefix length diff {prefixlen} is invalid for netblock {self}")
        first, last = self._ends()
        for place in range(first, last + 1, 1 << self.max_prefixlen - prefixlen):
            yield type(self)((place, prefixlen))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network around it with a prefix that is shorter by prefixlen_diff or new_prefix long."""
        if self._prefixlen == 0:
            return self
        prefixlen = self._new_prefixlen(-1, prefixlen_diff, new_prefix)
        diff = self._prefixlen - prefixlen
        if prefixlen < 0:
            raise ValueError(f"current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of {diff}")
        return type(self)((self.network_address._ip & self.netmask._ip << diff, prefixlen))

    @property
    def is_private(self):
        """Whether it is not for the whole Internet, by the registries of special addresses."""
        first, last = self._ends()
        holes = self._registry["private, but not"]
        return _holds(self._registry["private"], first, last) and not (_holds(holes, first, first) or _holds(holes, last, last))

    @property
    def is_global(self):
        """Whether it is for the whole Internet."""
        return not (self.is_private or _holds(self._registry["shared"], *self._ends()))


def _is_within(inner, outer):
    try:
        _must_be_alike(inner, outer)
        return inner.network_address >= outer.network_address and inner.broadcast_address <= outer.broadcast_address
    except AttributeError:
        raise TypeError(f"Unable to test subnet containment between {inner} and {outer}")


# --- version 4 ---

_OCTETS = {str(n): n for n in range(256)}


def _why_no_octet(text):
    if not text:
        return "Empty octet not permitted"
    if not (text.isdigit() and text.isascii()):
        return f"Only decimal digits permitted in {text!r}"
    if len(text) > 3:
        return f"At most 3 characters permitted in {text!r}"
    if text[0] == "0":
        return f"Leading zeros are not permitted in {text!r}"
    return f"Octet {text} (> 255) not permitted"


class _BaseV4:
    __slots__ = ()
    version = 4
    max_prefixlen = IPV4LENGTH
    _ALL_ONES = 2 ** IPV4LENGTH - 1

    @classmethod
    def _prefix_from_text(cls, text):
        # A length, a netmask, or a host mask.
        try:
            return cls._prefix_from_prefix_string(text)
        except NetmaskValueError:
            pass
        try:
            number = cls._ip_int_from_string(text)
        except AddressValueError:
            raise _no_netmask(text) from None
        for hosts in number ^ cls._ALL_ONES, number:
            # Ones only, from the lowest bit on.
            if hosts & hosts + 1 == 0:
                return IPV4LENGTH - hosts.bit_length()
        raise _no_netmask(text)

    @staticmethod
    def _ip_int_from_string(text):
        if not text:
            raise AddressValueError("Address cannot be empty")
        octets = text.split(".")
        if len(octets) != 4:
            raise AddressValueError(f"Expected 4 octets in {text!r}")
        try:
            return int.from_bytes(map(_OCTETS.__getitem__, octets))
        except KeyError as e:
            reason = _why_no_octet(e.args[0])
        raise AddressValueError(f"{reason} in {text!r}")

    @staticmethod
    def _string_from_ip_int(number):
        return "%d.%d.%d.%d" % (number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255)

    @property
    def reverse_pointer(self):
        """The name in the DNS that points back from the address."""
        return ".".join([*str(self).split(".")[::-1], "in-addr.arpa"])


class IPv4Address(_BaseV4, _BaseAddress):
    """One address of IPv4, of a string ('192.0.2.1'), an int or four bytes."""

    __slots__ = ("__weakref__", "_ip")

    exploded = property(lambda self: str(self), doc="The text with all digits.")

    @property
    def is_private(self):
        """Whether it is not for the whole Internet, by the registry of special addresses."""
        return self._is_for("private") and not self._is_for("private, but not")

    @property
    def is_global(self):
        """Whether it is for the whole Internet; addresses that providers share (100.64.0.0/10) are neither that nor private."""
        return not (self._is_for("shared") or self.is_private)

    @property
    def ipv6_mapped(self):
        """The address of IPv6 that stands for it."""
        return IPv6Address(0xFFFF << 32 | self._ip)


class IPv4Interface(_Interface, IPv4Address):
    """An address of IPv4 in a network."""

    # It never equals the address that this is about.
    is_unspecified = property(lambda self: False, doc="False: an interface is not the address that stands for none.")


class IPv4Network(_BaseV4, _BaseNetwork):
    """A network of IPv4."""


# --- version 6 ---

def _hextets(number):
    digits = "%032x" % number
    return [digits[i:i + 4] for i in range(0, 32, 4)]


class _BaseV6:
    __slots__ = ()
    version = 6
    max_prefixlen = IPV6LENGTH
    _ALL_ONES = 2 ** IPV6LENGTH - 1

    @staticmethod
    def _ip_int_from_string(text):
        def wrong(reason, shown=text):
            return AddressValueError(f"{reason} in {shown!r}")

        if not text:
            raise AddressValueError("Address cannot be empty")
        if len(text) > 45:
            long = len(text) > 100
            raise wrong("At most 45 characters expected",
                        f"{text[:45]}({len(text) - 90} chars elided){text[-45:]}" if long else text)
        parts = text.split(":", 10)
        if len(parts) < 3:
            raise wrong("At least 3 parts expected")
        if "." in parts[-1]:
            try:
                low = IPv4Address(parts.pop())._ip
            except AddressValueError as e:
                raise wrong(e) from None
            parts += _hextets(low)[6:]
        if len(parts) > 9:
            raise wrong("At most 8 colons permitted")
        # The empty part of :: is left out here, if it is not at an end.
        inner = [i for i, part in enumerate(parts[1:-1], 1) if not part]
        if len(inner) > 1:
            raise wrong("At most one '::' permitted")
        if not inner and len(parts) != 8:
            raise wrong("Exactly 8 parts expected without '::'")
        for end, place, beside in [("Leading", 0, 1), ("Trailing", -1, len(parts) - 2)]:
            if not parts[place] and inner != [beside]:
                raise wrong(f"{end} ':' only permitted as part of '::'")
        for place in inner:
            filled = sum(map(bool, parts))
            if filled > 7:
                raise wrong("Expected at most 7 other parts with '::'")
            parts[place] = "0000" * (8 - filled)
        for i, part in enumerate(parts):
            if i in inner or not part:
                continue
            if not _HEX.issuperset(part):
                raise wrong(f"Only hex digits permitted in {part!r}")
            if len(part) > 4:
                raise wrong(f"At most 4 characters permitted in {part!r}")
            parts[i] = part.rjust(4, "0")
        return int("".join(parts), 16)

    @staticmethod
    def _string_from_ip_int(number):
        if number >> IPV6LENGTH:
            raise ValueError("IPv6 address is too large")
        text = ":%s:" % ":".join([part.lstrip("0") or "0" for part in _hextets(number)])
        # The first of the longest runs of zeros gives way to ::.
        for run in _ZEROS:
            before, found, after = text.partition(run)
            if found:
                return f"{before[1:]}::{after[:-1]}"
        return text[1:-1]


_HEX = frozenset("0123456789abcdefABCDEF")
_ZEROS = [":0" * n + ":" for n in range(8, 1, -1)]


class IPv6Address(_BaseV6, _BaseAddress):
    """One address of IPv6, of a string ('2001:db8::1', 'fe80::1%eth0'), an int or sixteen bytes."""

    __slots__ = ("__weakref__", "_ip", "_scope_id")

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, (int, bytes)):
            super().__init__(address)
            return
        whole = str(address)
        text, percent, scope = whole.partition("%")
        # A slash anywhere is in error before the scope is.
        if percent and "/" not in whole:
            if not scope or "%" in scope:
                raise AddressValueError(f'Invalid IPv6 address: "{whole!r}"')
            self._scope_id = scope
            address = text
        super().__init__(address)

    scope_id = property(lambda self: self._scope_id,
                        doc="The zone of an address for one link (what follows %), or None.")

    def __str__(self):
        mapped = self.ipv4_mapped
        text = super().__str__() if mapped is None else f"::ffff:{mapped}"
        return f"{text}%{self._scope_id}" if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        same = super().__eq__(other)
        return getattr(other, "_scope_id", None) == self._scope_id if same is True else same

    __reduce__ = _IPAddressBase.__reduce__

    @property
    def exploded(self):
        """The text with all digits."""
        parts = _hextets(self._ip)
        if (mapped := self.ipv4_mapped) is not None:
            parts[6:] = [str(mapped)]
        return ":".join(parts)

    @property
    def reverse_pointer(self):
        """The name in the DNS that points back from the address."""
        return ".".join(("%032x" % self._ip)[::-1]) + ".ip6.arpa"

    def _is_for(self, purpose):
        number = self._ip
        if number >> 32 == 0xFFFF:
            return self._embedded(0)._is_for(purpose)
        return _holds(self._registry[purpose], number, number)

    @property
    def is_private(self):
        """Whether it is not for the whole Internet, by the registry of special addresses."""
        return self._is_for("private") and not self._is_for("private, but not")

    @property
    def is_global(self):
        """Whether it is for the whole Internet."""
        return self._embedded(0).is_global if self._ip >> 32 == 0xFFFF else not self.is_private

    @property
    def is_site_local(self):
        """Whether it was for one site only; unique local addresses (fc00::/7) have taken their place."""
        return super()._is_for("site_local")

    def _embedded(self, shift):
        return IPv4Address(self._ip >> shift & 0xFFFFFFFF)

    @property
    def ipv4_mapped(self):
        """The address of IPv4 that it stands for (::ffff:0:0/96), or None."""
        return self._embedded(0) if self._ip >> 32 == 0xFFFF else None

    @property
    def sixtofour(self):
        """The address of IPv4 in one of 6to4 (2002::/16), or None."""
        return self._embedded(80) if self._ip >> 112 == 0x2002 else None

    @property
    def teredo(self):
        """The server and the client of an address of Teredo (2001::/32) as a tuple, or None."""
        if self._ip >> 96 == 0x20010000:
            return self._embedded(64), IPv4Address(self._embedded(0)._ip ^ 0xFFFFFFFF)


class IPv6Interface(_Interface, IPv6Address):
    """An address of IPv6 in a network."""

    exploded = property(lambda self: f"{super().exploded}/{self._prefixlen}", doc="The text with all digits.")
    reverse_pointer = property(lambda self: _nibbles(self.exploded), doc="The name in the DNS that points back from it.")
    is_unspecified = property(lambda self: super().is_unspecified and self.network.is_unspecified,
                              doc="Whether the address and the network are ::.")
    is_loopback = property(lambda self: super().is_loopback and self.network.is_loopback,
                           doc="Whether the address and the network are for a host's messages to itself.")


class IPv6Network(_BaseV6, _BaseNetwork):
    """A network of IPv6."""

    reverse_pointer = property(lambda self: _nibbles(self.exploded), doc="The name in the DNS that points back from it.")


def _nibbles(exploded):
    return ".".join(exploded[::-1].replace(":", "")) + ".ip6.arpa"


# --- what addresses are for ---

# The registries of the IANA.
_REGISTRIES = {
    _BaseV4: {
        "multicast": "224.0.0.0/4", "reserved": "240.0.0.0/4", "link_local": "169.254.0.0/16", "loopback": "127.0.0.0/8",
        "unspecified": "0.0.0.0/32", "shared": "100.64.0.0/10",
        "private": "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.170/31 192.0.2.0/24 "
                   "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32",
        "private, but not": "192.0.0.9/32 192.0.0.10/32",
    },
    _BaseV6: {
        "multicast": "ff00::/8", "link_local": "fe80::/10", "site_local": "fec0::/10", "loopback": "::1/128",
        "unspecified": "::/128", "shared": "",
        "reserved": "::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3 e000::/4 "
                    "f000::/5 f800::/6 fe00::/9",
        "private": "::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 "
                   "fc00::/7 fe80::/10",
        "private, but not": "2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28",
    },
}


def _read_registry(kind, texts):
    # The first and last numbers of the blocks of each purpose.
    read = {}
    for purpose, blocks in texts.items():
        read[purpose] = ranges = []
        for block in blocks.split():
            address, _, prefixlen = block.partition("/")
            first = kind._ip_int_from_string(address)
            ranges.append((first, first | kind._ALL_ONES >> int(prefixlen)))
    return read


def _holds(ranges, low, high):
    # Whether one of the blocks has both numbers.
    for first, last in ranges:
        if first <= low and high <= last:
            return True
    return False


def _add_purpose(name, doc):
    purpose = name.removeprefix("is_")

    def of_network(self):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    if purpose != "site_local":
        for kind in IPv4Address, IPv6Address:
            setattr(kind, name, property(lambda self: self._is_for(purpose), doc=doc))
    for kind in [IPv6Network] if purpose == "site_local" else [IPv4Network, IPv6Network]:
        setattr(kind, name, property(of_network, doc=doc))


for _base, _texts in _REGISTRIES.items():
    _base._registry = _read_registry(_base, _texts)
for _name, _doc in {
    "is_multicast": "Whether it is for multicast.",
    "is_reserved": "Whether it is reserved for later.",
    "is_link_local": "Whether it is for one link only.",
    "is_site_local": "Whether it was for one site only.",
    "is_unspecified": "Whether it is the address that stands for none.",
    "is_loopback": "Whether it is for a host's messages to itself.",
}.items():
    _add_purpose(_name, _doc)
for _address, _interface, _network in [(IPv4Address, IPv4Interface, IPv4Network), (IPv6Address, IPv6Interface, IPv6Network)]:
    _address._address_class = _network._address_class = _address
    _interface._network_class = _network
