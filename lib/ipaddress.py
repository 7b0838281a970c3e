# ipaddress: addresses and networks of IPv4 and IPv6. Invariant: an address is an int in _ip and does not change; a network is its first
# address and the mask, with no bit of the address beyond the mask. What addresses are for is in the registries at the end.
"""Addresses, interfaces and networks of IPv4 and IPv6."""

import functools

IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """An address that is not one."""


class NetmaskValueError(ValueError):
    """A netmask that is not one."""


def ip_address(address):
    """An IPv4Address or IPv6Address of a string, an int or packed bytes; ints below 2**32 are taken for IPv4."""
    try:
        return IPv4Address(address)
    except (AddressValueError, NetmaskValueError):
        pass
    try:
        return IPv6Address(address)
    except (AddressValueError, NetmaskValueError):
        pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 address")


def ip_network(address, strict=True):
    """An IPv4Network or IPv6Network; if strict, the address must be the network's first."""
    try:
        return IPv4Network(address, strict)
    except (AddressValueError, NetmaskValueError):
        pass
    try:
        return IPv6Network(address, strict)
    except (AddressValueError, NetmaskValueError):
        pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 network")


def ip_interface(address):
    """An IPv4Interface or IPv6Interface: an address in a network."""
    try:
        return IPv4Interface(address)
    except (AddressValueError, NetmaskValueError):
        pass
    try:
        return IPv6Interface(address)
    except (AddressValueError, NetmaskValueError):
        pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 interface")


def v4_int_to_packed(address):
    """The four bytes of an address that is an int."""
    try:
        return address.to_bytes(4)
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4")


def v6_int_to_packed(address):
    """The sixteen bytes of an address that is an int."""
    try:
        return address.to_bytes(16)
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6")


def _split_optional_netmask(address):
    """The parts of a text around its slash, if it has one."""
    parts = str(address).split("/")
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return parts


def _find_address_range(addresses):
    """The first and the last of each run of addresses that follow one another."""
    it = iter(addresses)
    first = last = next(it)
    for ip in it:
        if ip._ip != last._ip + 1:
            yield first, last
            first = ip
        last = ip
    yield first, last


def _count_righthand_zero_bits(number, bits):
    """How many of the lowest bits are zero, at most so many."""
    if number == 0:
        return bits
    return min(bits, (~number & (number - 1)).bit_length())


def summarize_address_range(first, last):
    """The fewest networks that have all addresses from first to last, and no others.

    >>> list(summarize_address_range(IPv4Address('192.0.2.0'), IPv4Address('192.0.2.130')))
    [IPv4Network('192.0.2.0/25'), IPv4Network('192.0.2.128/31'), IPv4Network('192.0.2.130/32')]
    """
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError("first and last must be IP addresses, not networks")
    if first.version != last.version:
        raise TypeError("%s and %s are not of the same version" % (first, last))
    if first > last:
        raise ValueError("last IP address must be greater than first")
    if first.version == 4:
        network = IPv4Network
    elif first.version == 6:
        network = IPv6Network
    else:
        raise ValueError("unknown IP version")
    width = first.max_prefixlen
    start, end = first._ip, last._ip
    while start <= end:
        bits = min(_count_righthand_zero_bits(start, width), (end - start + 1).bit_length() - 1)
        yield network((start, width - bits))
        start += 1 << bits
        if start - 1 == network._ALL_ONES:
            break


def _collapse_addresses_internal(addresses):
    """Join networks into larger ones while that is possible."""
    todo = list(addresses)
    subnets = {}  # by the supernet: the half of it that was seen
    while todo:
        net = todo.pop()
        supernet = net.supernet()
        half = subnets.get(supernet)
        if half is None:
            subnets[supernet] = net
        elif half != net:
            del subnets[supernet]
            todo.append(supernet)
    last = None
    for net in sorted(subnets.values()):
        if last is not None and last.broadcast_address >= net.broadcast_address:
            continue
        yield net
        last = net


def collapse_addresses(addresses):
    """The fewest networks that have all the given addresses and networks, and no others.

    >>> list(collapse_addresses([ip_network('192.0.2.0/25'), ip_network('192.0.2.128/25')]))
    [IPv4Network('192.0.2.0/24')]
    """
    ips, nets = [], []
    for ip in addresses:
        if isinstance(ip, _BaseAddress) and not isinstance(ip, (IPv4Interface, IPv6Interface)):
            same, other = ips, ip
        elif ip._prefixlen == ip.max_prefixlen:
            same = ips
            try:
                other = ip.ip
            except AttributeError:
                other = ip.network_address
        else:
            same, other = nets, ip
        if same and same[-1].version != ip.version:
            raise TypeError("%s and %s are not of the same version" % (ip, same[-1]))
        same.append(other)
    ips = sorted(set(ips))
    if ips:
        for first, last in _find_address_range(ips):
            nets.extend(summarize_address_range(first, last))
    return _collapse_addresses_internal(nets)


def get_mixed_type_key(obj):
    """A key to sort addresses and networks together, by the first address; NotImplemented for anything else."""
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj._get_address_key()
    return NotImplemented


# --- what addresses and networks have in common ---

class _IPAddressBase:
    __slots__ = ()

    @property
    def exploded(self):
        """The text with all digits."""
        return self._explode_shorthand_ip_string()

    @property
    def compressed(self):
        """The text as short as it gets."""
        return str(self)

    @property
    def reverse_pointer(self):
        """The name in the DNS that points back from the address."""
        return self._reverse_pointer()

    def _check_int_address(self, address):
        if address < 0:
            raise AddressValueError("%d (< 0) is not permitted as an IPv%d address" % (address, self.version))
        if address > self._ALL_ONES:
            raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address"
                                    % (address, self.max_prefixlen, self.version))

    def _check_packed_address(self, address, expected_len):
        if len(address) != expected_len:
            raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address"
                                    % (address, len(address), expected_len, self.version))

    @classmethod
    def _ip_int_from_prefix(cls, prefixlen):
        return cls._ALL_ONES ^ (cls._ALL_ONES >> prefixlen)

    @classmethod
    def _prefix_from_ip_int(cls, ip_int):
        """The length of the prefix that a netmask says."""
        zeros = _count_righthand_zero_bits(ip_int, cls.max_prefixlen)
        prefixlen = cls.max_prefixlen - zeros
        if ip_int >> zeros != (1 << prefixlen) - 1:
            details = ip_int.to_bytes(cls.max_prefixlen // 8)
            raise ValueError("Netmask pattern %r mixes zeroes & ones" % details)
        return prefixlen

    @classmethod
    def _report_invalid_netmask(cls, netmask_str):
        raise NetmaskValueError("%r is not a valid netmask" % netmask_str) from None

    @classmethod
    def _prefix_from_prefix_string(cls, prefixlen_str):
        if not (prefixlen_str.isascii() and prefixlen_str.isdigit()):
            cls._report_invalid_netmask(prefixlen_str)
        try:
            prefixlen = int(prefixlen_str)
        except ValueError:
            cls._report_invalid_netmask(prefixlen_str)
        if not 0 <= prefixlen <= cls.max_prefixlen:
            cls._report_invalid_netmask(prefixlen_str)
        return prefixlen

    @classmethod
    def _prefix_from_ip_string(cls, ip_str):
        """The length of the prefix of a netmask or, the other way round, a host mask."""
        try:
            ip_int = cls._ip_int_from_string(ip_str)
        except AddressValueError:
            cls._report_invalid_netmask(ip_str)
        try:
            return cls._prefix_from_ip_int(ip_int)
        except ValueError:
            pass
        try:
            return cls._prefix_from_ip_int(ip_int ^ cls._ALL_ONES)
        except ValueError:
            cls._report_invalid_netmask(ip_str)

    @classmethod
    def _split_addr_prefix(cls, address):
        """The address and the mask, by default the longest, of what a network or an interface is made of."""
        if isinstance(address, (bytes, int)):
            return address, cls.max_prefixlen
        if not isinstance(address, tuple):
            address = _split_optional_netmask(address)
        if len(address) > 1:
            ip, prefix = address
            return ip, prefix
        return address[0], cls.max_prefixlen

    @classmethod
    def _make_netmask(cls, arg):
        """The address of a netmask and the length of its prefix, of an int, a length as text, or a mask as text."""
        made = cls._netmask_cache.get(arg)
        if made is None:
            if isinstance(arg, int):
                prefixlen = arg
                if not 0 <= prefixlen <= cls.max_prefixlen:
                    cls._report_invalid_netmask(prefixlen)
            else:
                prefixlen = cls._prefix_from_mask(arg)
            mask = cls._netmask_class()(cls._ip_int_from_prefix(prefixlen))
            made = cls._netmask_cache[arg] = mask, prefixlen
            if len(cls._netmask_cache) > 1000:  # of masks that are written in odd ways
                cls._netmask_cache.clear()
        return made

    def __reduce__(self):
        return self.__class__, (str(self),)


@functools.total_ordering
class _BaseAddress(_IPAddressBase):
    """An address of either version."""

    __slots__ = ()

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self.version == other.version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        return self._ip < other._ip

    def __add__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return self.__class__(self._ip + other)

    def __sub__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return self.__class__(self._ip - other)

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, str(self))

    def __str__(self):
        return self._string_from_ip_int(self._ip)

    def __hash__(self):
        return hash(hex(self._ip))

    def _get_address_key(self):
        return self.version, self

    def __reduce__(self):
        return self.__class__, (self._ip,)

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


@functools.total_ordering
class _BaseNetwork(_IPAddressBase):
    """A network of either version."""

    def __init__(self, address, strict=True):
        addr, mask = self._split_addr_prefix(address)
        self.network_address = self._address_class(addr)
        self.netmask, self._prefixlen = self._make_netmask(mask)
        packed = self.network_address._ip
        if packed & self.netmask._ip != packed:
            if strict:
                raise ValueError("%s has host bits set" % self)
            self.network_address = self._address_class(packed & self.netmask._ip)
        if self._prefixlen == self.max_prefixlen - 1:
            self.hosts = self.__iter__
        elif self._prefixlen == self.max_prefixlen:
            self.hosts = lambda: iter((self._address_class(addr),))

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, str(self))

    def __str__(self):
        return "%s/%d" % (self.network_address, self._prefixlen)

    def hosts(self):
        """The addresses that hosts may have: all but the network's own and the broadcast address."""
        cls = self._address_class
        for x in range(self.network_address._ip + 1, self.broadcast_address._ip):
            yield cls(x)

    def __iter__(self):
        cls = self._address_class
        for x in range(self.network_address._ip, self.broadcast_address._ip + 1):
            yield cls(x)

    def __getitem__(self, n):
        network, broadcast = self.network_address._ip, self.broadcast_address._ip
        found = network + n if n >= 0 else broadcast + n + 1
        if not network <= found <= broadcast:
            raise IndexError("address out of range")
        return self._address_class(found)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        if self.network_address != other.network_address:
            return self.network_address < other.network_address
        return self.netmask._ip < other.netmask._ip

    def __eq__(self, other):
        try:
            return (self.version == other.version and self.network_address == other.network_address
                    and self.netmask._ip == other.netmask._ip)
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash((self.network_address._ip, self.netmask._ip))

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        """Whether the networks have an address in common."""
        return (other.network_address in self or other.broadcast_address in self
                or self.network_address in other or self.broadcast_address in other)

    @functools.cached_property
    def broadcast_address(self):
        """The last address."""
        return self._address_class(self.network_address._ip | self.hostmask._ip)

    @functools.cached_property
    def hostmask(self):
        """The netmask the other way round."""
        return self._address_class(self.netmask._ip ^ self._ALL_ONES)

    @property
    def with_prefixlen(self):
        """The text with the length of the prefix."""
        return "%s/%d" % (self.network_address, self._prefixlen)

    @property
    def with_netmask(self):
        """The text with the netmask."""
        return "%s/%s" % (self.network_address, self.netmask)

    @property
    def with_hostmask(self):
        """The text with the host mask."""
        return "%s/%s" % (self.network_address, self.hostmask)

    @property
    def num_addresses(self):
        """How many addresses it has."""
        return self.hostmask._ip + 1

    @property
    def prefixlen(self):
        """How many bits all addresses have in common."""
        return self._prefixlen

    def _explode_shorthand_ip_string(self):
        return "%s/%d" % (self.network_address.exploded, self._prefixlen)

    def _reverse_pointer(self):
        return _reverse(self, str(self) if self.version == 4 else self.exploded)

    def address_exclude(self, other):
        """The networks that are left without another one, which has to be in this."""
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        if not isinstance(other, _BaseNetwork):
            raise TypeError("%s is not a network object" % other)
        if not other.subnet_of(self):
            raise ValueError("%s not contained in %s" % (other, self))
        if other == self:
            return
        # of each half the one without other stays; the other is divided again
        rest = self
        while rest != other:
            low, high = rest.subnets()
            if other.subnet_of(low):
                yield high
                rest = low
            else:
                yield low
                rest = high

    def compare_networks(self, other):
        """-1, 0 or 1: by the first address, then by the size."""
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same type" % (self, other))
        a = self.network_address._ip, self.netmask._ip
        b = other.network_address._ip, other.netmask._ip
        return (a > b) - (a < b)

    def _get_networks_key(self):
        return self.version, self.network_address, self.netmask

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The networks that it consists of, with a prefix that is longer by prefixlen_diff or new_prefix long."""
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        prefixlen = self._prefixlen + prefixlen_diff
        if prefixlen > self.max_prefixlen:
            raise ValueError("prefix length diff %d is invalid for netblock %s" % (prefixlen, self))
        start = self.network_address._ip
        for first in range(start, start + self.hostmask._ip + 1, 1 << (self.max_prefixlen - prefixlen)):
            yield self.__class__((first, prefixlen))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network around it with a prefix that is shorter by prefixlen_diff or new_prefix long."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = self._prefixlen - new_prefix
        prefixlen = self._prefixlen - prefixlen_diff
        if prefixlen < 0:
            raise ValueError("current prefixlen is %d, cannot have a prefixlen_diff of %d" % (self.prefixlen, prefixlen_diff))
        return self.__class__((self.network_address._ip & (self.netmask._ip << prefixlen_diff), prefixlen))

    @property
    def is_multicast(self):
        """Whether it is for multicast."""
        return self.network_address.is_multicast and self.broadcast_address.is_multicast

    @staticmethod
    def _is_subnet_of(a, b):
        try:
            if a.version != b.version:
                raise TypeError("%s and %s are not of the same version" % (a, b))
            return b.network_address <= a.network_address and b.broadcast_address >= a.broadcast_address
        except AttributeError:
            raise TypeError("Unable to test subnet containment between %s and %s" % (a, b))

    def subnet_of(self, other):
        """Whether all its addresses are in another network."""
        return self._is_subnet_of(self, other)

    def supernet_of(self, other):
        """Whether all addresses of another network are in it."""
        return self._is_subnet_of(other, self)

    @property
    def is_reserved(self):
        """Whether it is reserved for later."""
        return self.network_address.is_reserved and self.broadcast_address.is_reserved

    @property
    def is_link_local(self):
        """Whether it is for one link only."""
        return self.network_address.is_link_local and self.broadcast_address.is_link_local

    @property
    def is_private(self):
        """Whether it is not for the whole Internet, by the registries of special addresses."""
        constants = self._constants
        return (any(self.network_address in net and self.broadcast_address in net for net in constants._private_networks)
                and all(self.network_address not in net and self.broadcast_address not in net
                        for net in constants._private_networks_exceptions))

    @property
    def is_global(self):
        """Whether it is for the whole Internet."""
        return not self.is_private

    @property
    def is_unspecified(self):
        """Whether it is the address that stands for none."""
        return self.network_address.is_unspecified and self.broadcast_address.is_unspecified

    @property
    def is_loopback(self):
        """Whether it is for a host's messages to itself."""
        return self.network_address.is_loopback and self.broadcast_address.is_loopback


class _Interface:
    """What interfaces of both versions do: an address that knows its network."""

    __slots__ = ()

    def __str__(self):
        return "%s/%d" % (super().__str__(), self._prefixlen)

    @functools.cached_property
    def hostmask(self):
        """The network's host mask."""
        return self.network.hostmask

    def _is_equal(self, other):
        try:
            return self.network == other.network
        except AttributeError:
            return False  # an address is no interface

    def _is_less(self, other, address_less):
        if address_less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and address_less
        except AttributeError:
            return False  # interfaces come after addresses

    @property
    def with_prefixlen(self):
        """The text with the length of the prefix."""
        return "%s/%s" % (self._string_from_ip_int(self._ip), self._prefixlen)

    @property
    def with_netmask(self):
        """The text with the netmask."""
        return "%s/%s" % (self._string_from_ip_int(self._ip), self.netmask)

    @property
    def with_hostmask(self):
        """The text with the host mask."""
        return "%s/%s" % (self._string_from_ip_int(self._ip), self.hostmask)


def _reverse(self, text):
    if self.version == 4:
        return ".".join(reversed(text.split("."))) + ".in-addr.arpa"
    return ".".join((text or self.exploded)[::-1].replace(":", "")) + ".ip6.arpa"


# --- version 4 ---

class _BaseV4:
    __slots__ = ()
    version = 4
    _ALL_ONES = (1 << IPV4LENGTH) - 1
    max_prefixlen = IPV4LENGTH
    _netmask_cache = {}

    @staticmethod
    def _netmask_class():
        return IPv4Address

    @classmethod
    def _prefix_from_mask(cls, arg):
        try:
            return cls._prefix_from_prefix_string(arg)
        except NetmaskValueError:
            return cls._prefix_from_ip_string(arg)

    @classmethod
    def _ip_int_from_string(cls, ip_str):
        if not ip_str:
            raise AddressValueError("Address cannot be empty")
        octets = ip_str.split(".")
        if len(octets) != 4:
            raise AddressValueError("Expected 4 octets in %r" % ip_str)
        try:
            return int.from_bytes(map(cls._parse_octet, octets))
        except ValueError as e:
            raise AddressValueError("%s in %r" % (e, ip_str)) from None

    @classmethod
    def _parse_octet(cls, octet_str):
        if not octet_str:
            raise ValueError("Empty octet not permitted")
        if not (octet_str.isascii() and octet_str.isdigit()):
            raise ValueError("Only decimal digits permitted in %r" % octet_str)
        if len(octet_str) > 3:
            raise ValueError("At most 3 characters permitted in %r" % octet_str)
        if octet_str[0] == "0" and octet_str != "0":
            raise ValueError("Leading zeros are not permitted in %r" % octet_str)
        octet = int(octet_str)
        if octet > 255:
            raise ValueError("Octet %d (> 255) not permitted" % octet)
        return octet

    @classmethod
    def _string_from_ip_int(cls, ip_int):
        return "%d.%d.%d.%d" % (ip_int >> 24, ip_int >> 16 & 255, ip_int >> 8 & 255, ip_int & 255)


class IPv4Address(_BaseV4, _BaseAddress):
    """One address of IPv4."""

    __slots__ = ("_ip", "__weakref__")

    def __init__(self, address):
        """An address of a string ('192.0.2.1'), an int or four bytes."""
        if isinstance(address, int):
            self._check_int_address(address)
            self._ip = address
        elif isinstance(address, bytes):
            self._check_packed_address(address, 4)
            self._ip = int.from_bytes(address)
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._ip = self._ip_int_from_string(text)

    def _explode_shorthand_ip_string(self):
        return str(self)

    def _reverse_pointer(self):
        return _reverse(self, str(self))

    @property
    def packed(self):
        """The four bytes."""
        return v4_int_to_packed(self._ip)

    @property
    def is_reserved(self):
        """Whether it is reserved for later."""
        return self in self._constants._reserved_network

    @property
    @functools.lru_cache()
    def is_private(self):
        """Whether it is not for the whole Internet, by the registry of special addresses."""
        return (any(self in net for net in self._constants._private_networks)
                and all(self not in net for net in self._constants._private_networks_exceptions))

    @property
    @functools.lru_cache()
    def is_global(self):
        """Whether it is for the whole Internet; addresses that providers share (100.64.0.0/10) are neither that nor private."""
        return self not in self._constants._public_network and not self.is_private

    @property
    def is_multicast(self):
        """Whether it is for multicast."""
        return self in self._constants._multicast_network

    @property
    def is_unspecified(self):
        """Whether it is 0.0.0.0, which stands for none."""
        return self == self._constants._unspecified_address

    @property
    def is_loopback(self):
        """Whether it is for a host's messages to itself."""
        return self in self._constants._loopback_network

    @property
    def is_link_local(self):
        """Whether it is for one link only."""
        return self in self._constants._linklocal_network

    @property
    def ipv6_mapped(self):
        """The address of IPv6 that stands for it."""
        return IPv6Address(f"::ffff:{self}")


class IPv4Interface(_Interface, IPv4Address):
    """An address of IPv4 in a network."""

    def __init__(self, address):
        """An interface of what makes a network, without the need for the address to be the first."""
        addr, mask = self._split_addr_prefix(address)
        IPv4Address.__init__(self, addr)
        self.network = IPv4Network((addr, mask), strict=False)
        self.netmask = self.network.netmask
        self._prefixlen = self.network._prefixlen

    def __eq__(self, other):
        equal = IPv4Address.__eq__(self, other)
        return equal if equal is NotImplemented or not equal else self._is_equal(other)

    def __lt__(self, other):
        return self._is_less(other, IPv4Address.__lt__(self, other))

    def __hash__(self):
        return hash((self._ip, self._prefixlen, self.network.network_address._ip))

    __reduce__ = _IPAddressBase.__reduce__

    @property
    def ip(self):
        """The address alone."""
        return IPv4Address(self._ip)


class IPv4Network(_BaseV4, _BaseNetwork):
    """A network of IPv4."""

    _address_class = IPv4Address

    def __init__(self, address, strict=True):
        """A network of a string ('192.0.2.0/24', '192.0.2.0/255.255.255.0'), an address, or a tuple (address, mask).

        Unless strict is false, the address has to be the network's first.
        """
        _BaseNetwork.__init__(self, address, strict)

    @property
    @functools.lru_cache()
    def is_global(self):
        """Whether it is for the whole Internet."""
        shared = self._constants._public_network
        return not (self.network_address in shared and self.broadcast_address in shared) and not self.is_private


# --- version 6 ---

class _BaseV6:
    __slots__ = ()
    version = 6
    _ALL_ONES = (1 << IPV6LENGTH) - 1
    _HEXTET_COUNT = 8
    _HEX_DIGITS = frozenset("0123456789ABCDEFabcdef")
    max_prefixlen = IPV6LENGTH
    _netmask_cache = {}

    @staticmethod
    def _netmask_class():
        return IPv6Address

    @classmethod
    def _prefix_from_mask(cls, arg):
        return cls._prefix_from_prefix_string(arg)

    @classmethod
    def _ip_int_from_string(cls, ip_str):
        if not ip_str:
            raise AddressValueError("Address cannot be empty")
        if len(ip_str) > 45:
            shown = ip_str if len(ip_str) <= 100 else f"{ip_str[:45]}({len(ip_str) - 90} chars elided){ip_str[-45:]}"
            raise AddressValueError(f"At most 45 characters expected in {shown!r}")
        parts = ip_str.split(":", maxsplit=cls._HEXTET_COUNT + 2)
        if len(parts) < 3:
            raise AddressValueError("At least 3 parts expected in %r" % ip_str)
        if "." in parts[-1]:
            try:
                last = IPv4Address(parts.pop())._ip
            except AddressValueError as e:
                raise AddressValueError("%s in %r" % (e, ip_str)) from None
            parts += ["%x" % (last >> 16), "%x" % (last & 0xFFFF)]
        if len(parts) > cls._HEXTET_COUNT + 1:
            raise AddressValueError("At most %d colons permitted in %r" % (cls._HEXTET_COUNT, ip_str))
        skip = None  # where the empty part of :: is, not counting the ends
        for i in range(1, len(parts) - 1):
            if not parts[i]:
                if skip is not None:
                    raise AddressValueError("At most one '::' permitted in %r" % ip_str)
                skip = i
        if skip is not None:
            above = parts[:skip]
            below = parts[skip + 1:]
            if not above[0]:
                del above[0]
                if above:
                    raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % ip_str)
            if not below[-1]:
                del below[-1]
                if below:
                    raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % ip_str)
            left_out = cls._HEXTET_COUNT - len(above) - len(below)
            if left_out < 1:
                raise AddressValueError("Expected at most %d other parts with '::' in %r" % (cls._HEXTET_COUNT - 1, ip_str))
            parts = above + ["0"] * left_out + below
        else:
            if len(parts) != cls._HEXTET_COUNT:
                raise AddressValueError("Exactly %d parts expected without '::' in %r" % (cls._HEXTET_COUNT, ip_str))
            if not parts[0]:
                raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % ip_str)
            if not parts[-1]:
                raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % ip_str)
        try:
            ip_int = 0
            for part in parts:
                ip_int = ip_int << 16 | cls._parse_hextet(part)
            return ip_int
        except ValueError as e:
            raise AddressValueError("%s in %r" % (e, ip_str)) from None

    @classmethod
    def _parse_hextet(cls, hextet_str):
        if not cls._HEX_DIGITS.issuperset(hextet_str):
            raise ValueError("Only hex digits permitted in %r" % hextet_str)
        if len(hextet_str) > 4:
            raise ValueError("At most 4 characters permitted in %r" % hextet_str)
        return int(hextet_str, 16)

    @classmethod
    def _compress_hextets(cls, hextets):
        """Put :: in the place of the first longest run of zeros, if it is longer than one."""
        best_start, best_length = 0, 1
        start = None
        for i, hextet in enumerate(hextets + [""]):
            if hextet == "0":
                if start is None:
                    start = i
            elif start is not None:
                if i - start > best_length:
                    best_start, best_length = start, i - start
                start = None
        if best_length == 1:
            return ":".join(hextets)
        return ":".join(hextets[:best_start]) + "::" + ":".join(hextets[best_start + best_length:])

    @classmethod
    def _string_from_ip_int(cls, ip_int=None):
        if ip_int is None:
            ip_int = int(cls._ip)
        if ip_int > cls._ALL_ONES:
            raise ValueError("IPv6 address is too large")
        return cls._compress_hextets(["%x" % (ip_int >> shift & 0xFFFF) for shift in range(112, -16, -16)])

    @staticmethod
    def _split_scope_id(ip_str):
        """The address and what follows its %, None if nothing does."""
        addr, percent, scope_id = ip_str.partition("%")
        if not percent:
            return addr, None
        if not scope_id or "%" in scope_id:
            raise AddressValueError('Invalid IPv6 address: "%r"' % ip_str)
        return addr, scope_id


class IPv6Address(_BaseV6, _BaseAddress):
    """One address of IPv6."""

    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        """An address of a string ('2001:db8::1', 'fe80::1%eth0'), an int or sixteen bytes."""
        self._scope_id = None
        if isinstance(address, int):
            self._check_int_address(address)
            self._ip = address
        elif isinstance(address, bytes):
            self._check_packed_address(address, 16)
            self._ip = int.from_bytes(address)
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            text, self._scope_id = self._split_scope_id(text)
            self._ip = self._ip_int_from_string(text)

    def _explode_shorthand_ip_string(self):
        hextets = ["%04x" % (self._ip >> shift & 0xFFFF) for shift in range(112, -16, -16)]
        if self.ipv4_mapped is not None:
            hextets[6:] = [str(self.ipv4_mapped)]
        return ":".join(hextets)

    def _reverse_pointer(self):
        return _reverse(self, "%032x" % self._ip)

    def __str__(self):
        if self.ipv4_mapped is not None:
            text = "::ffff:%s" % self.ipv4_mapped
        else:
            text = self._string_from_ip_int(self._ip)
        return text + "%" + self._scope_id if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, "_scope_id", None)

    def __reduce__(self):
        return self.__class__, (str(self),)

    @property
    def scope_id(self):
        """The zone of an address for one link (what follows %), or None."""
        return self._scope_id

    @property
    def packed(self):
        """The sixteen bytes."""
        return v6_int_to_packed(self._ip)

    @property
    def is_multicast(self):
        """Whether it is for multicast."""
        mapped = self.ipv4_mapped
        return mapped.is_multicast if mapped is not None else self in self._constants._multicast_network

    @property
    def is_reserved(self):
        """Whether it is reserved for later."""
        mapped = self.ipv4_mapped
        return mapped.is_reserved if mapped is not None else any(self in net for net in self._constants._reserved_networks)

    @property
    def is_link_local(self):
        """Whether it is for one link only."""
        mapped = self.ipv4_mapped
        return mapped.is_link_local if mapped is not None else self in self._constants._linklocal_network

    @property
    def is_site_local(self):
        """Whether it was for one site only; unique local addresses (fc00::/7) have taken their place."""
        return self in self._constants._sitelocal_network

    @property
    @functools.lru_cache()
    def is_private(self):
        """Whether it is not for the whole Internet, by the registry of special addresses."""
        mapped = self.ipv4_mapped
        if mapped is not None:
            return mapped.is_private
        return (any(self in net for net in self._constants._private_networks)
                and all(self not in net for net in self._constants._private_networks_exceptions))

    @property
    def is_global(self):
        """Whether it is for the whole Internet."""
        mapped = self.ipv4_mapped
        return mapped.is_global if mapped is not None else not self.is_private

    @property
    def is_unspecified(self):
        """Whether it is ::, which stands for none."""
        mapped = self.ipv4_mapped
        return mapped.is_unspecified if mapped is not None else self._ip == 0

    @property
    def is_loopback(self):
        """Whether it is ::1, for a host's messages to itself."""
        mapped = self.ipv4_mapped
        return mapped.is_loopback if mapped is not None else self._ip == 1

    @property
    def ipv4_mapped(self):
        """The address of IPv4 that it stands for (::ffff:0:0/96), or None."""
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def teredo(self):
        """The server and the client of an address of Teredo (2001::/32) as a tuple, or None."""
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xFFFFFFFF), IPv4Address(~self._ip & 0xFFFFFFFF)

    @property
    def sixtofour(self):
        """The address of IPv4 in one of 6to4 (2002::/16), or None."""
        if self._ip >> 112 != 0x2002:
            return None
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF)


class IPv6Interface(_Interface, IPv6Address):
    """An address of IPv6 in a network."""

    def __init__(self, address):
        """An interface of what makes a network, without the need for the address to be the first."""
        addr, mask = self._split_addr_prefix(address)
        IPv6Address.__init__(self, addr)
        self.network = IPv6Network((addr, mask), strict=False)
        self.netmask = self.network.netmask
        self._prefixlen = self.network._prefixlen

    def __eq__(self, other):
        equal = IPv6Address.__eq__(self, other)
        return equal if equal is NotImplemented or not equal else self._is_equal(other)

    def __lt__(self, other):
        return self._is_less(other, IPv6Address.__lt__(self, other))

    def __hash__(self):
        return hash((self._ip, self._prefixlen, self.network.network_address._ip))

    __reduce__ = _IPAddressBase.__reduce__

    def _explode_shorthand_ip_string(self):
        return "%s/%d" % (super()._explode_shorthand_ip_string(), self._prefixlen)

    def _reverse_pointer(self):
        return _reverse(self, self.exploded)

    @property
    def ip(self):
        """The address alone."""
        return IPv6Address(self._ip)

    @property
    def is_unspecified(self):
        """Whether the address and the network are ::."""
        return super().is_unspecified and self.network.is_unspecified

    @property
    def is_loopback(self):
        """Whether the address and the network are for a host's messages to itself."""
        return super().is_loopback and self.network.is_loopback


class IPv6Network(_BaseV6, _BaseNetwork):
    """A network of IPv6."""

    _address_class = IPv6Address

    def __init__(self, address, strict=True):
        """A network of a string ('2001:db8::/32'), an address, or a tuple (address, length of the prefix).

        Unless strict is false, the address has to be the network's first.
        """
        _BaseNetwork.__init__(self, address, strict)

    def hosts(self):
        """The addresses that hosts may have: all but the first, which is for routers."""
        cls = self._address_class
        for x in range(self.network_address._ip + 1, self.broadcast_address._ip + 1):
            yield cls(x)

    @property
    def is_site_local(self):
        """Whether it was for one site only."""
        return self.network_address.is_site_local and self.broadcast_address.is_site_local


# --- the registries of addresses with a purpose (IANA) ---

class _IPv4Constants:
    _linklocal_network = IPv4Network("169.254.0.0/16")
    _loopback_network = IPv4Network("127.0.0.0/8")
    _multicast_network = IPv4Network("224.0.0.0/4")
    _public_network = IPv4Network("100.64.0.0/10")
    _private_networks = [IPv4Network(net) for net in (
        "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.0.170/31",
        "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
        "255.255.255.255/32")]
    _private_networks_exceptions = [IPv4Network("192.0.0.9/32"), IPv4Network("192.0.0.10/32")]
    _reserved_network = IPv4Network("240.0.0.0/4")
    _unspecified_address = IPv4Address("0.0.0.0")


class _IPv6Constants:
    _linklocal_network = IPv6Network("fe80::/10")
    _multicast_network = IPv6Network("ff00::/8")
    _private_networks = [IPv6Network(net) for net in (
        "::1/128", "::/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
        "3fff::/20", "fc00::/7", "fe80::/10")]
    _private_networks_exceptions = [IPv6Network(net) for net in (
        "2001:1::1/128", "2001:1::2/128", "2001:3::/32", "2001:4:112::/48", "2001:20::/28", "2001:30::/28")]
    _reserved_networks = [IPv6Network(net) for net in (
        "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3", "8000::/3", "A000::/3",
        "C000::/3", "E000::/4", "F000::/5", "F800::/6", "FE00::/9")]
    _sitelocal_network = IPv6Network("fec0::/10")


IPv4Address._constants = IPv4Network._constants = _IPv4Constants
IPv6Address._constants = IPv6Network._constants = _IPv6Constants
