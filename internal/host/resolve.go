// Names of the network: hosts, services, protocols, interfaces.
// Invariant: a name is looked up only if the policy grants some port of it, and what it led to is remembered with it,
// so that a connection to the number can be judged by the name.
package host

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// GAIError is an error of getaddrinfo: Python's socket.gaierror.
type GAIError struct {
	Code int
}

// Codes of a GAIError.
const (
	EAIBadFlags   = -1
	EAINoName     = -2
	EAIAgain      = -3
	EAIFail       = -4
	EAINoData     = -5
	EAIFamily     = -6
	EAISockType   = -7
	EAIService    = -8
	EAIAddrFamily = -9
)

// Error is what gai_strerror gives.
func (e *GAIError) Error() string {
	switch e.Code {
	case EAIBadFlags:
		return "Bad value for ai_flags"
	case EAINoName:
		return "Name or service not known"
	case EAIAgain:
		return "Temporary failure in name resolution"
	case EAINoData:
		return "No address associated with hostname"
	case EAIFamily:
		return "ai_family not supported"
	case EAISockType:
		return "ai_socktype not supported"
	case EAIAddrFamily:
		return "Address family for hostname not supported"
	case EAIService:
		return "Servname not supported for ai_socktype"
	}
	return "Non-recoverable failure in name resolution"
}

// Flags of getaddrinfo and getnameinfo.
const (
	AIPassive     = 0x1
	AICanonName   = 0x2
	AINumericHost = 0x4
	AIV4Mapped    = 0x8
	AIAll         = 0x10
	AIAddrConfig  = 0x20
	AINumericServ = 0x400

	NINumericHost = 1
	NINumericServ = 2
	NINoFQDN      = 4
	NINameReqd    = 8
	NIDgram       = 16
)

// AddrInfo is one answer of GetAddrInfo.
type AddrInfo struct {
	Family, Type, Proto int
	CanonName           string
	Addr                Addr
}

// resolver asks the network itself: the C library is never used.
var resolver = &net.Resolver{PreferGo: true}

// lookup runs a look-up that may take long, with the caller's lock released.
func (h *Host) lookup(w Waiter, f func(ctx context.Context)) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan struct{})
	go func() {
		f(ctx)
		close(done)
	}()
	return h.park(w, done, 0)
}

func gaiError(err error) error {
	var de *net.DNSError
	if errors.As(err, &de) {
		if de.IsNotFound {
			return &GAIError{EAINoName}
		}
		return &GAIError{EAIAgain}
	}
	var ae *net.AddrError
	if errors.As(err, &ae) {
		return &GAIError{EAINoName}
	}
	return &GAIError{EAIFail}
}

// GetAddrInfo finds the addresses of a host and service. An empty host or service means none was given.
func (h *Host) GetAddrInfo(w Waiter, host, service string, family, typ, proto, flags int) ([]AddrInfo, error) {
	if host == "" && service == "" {
		return nil, &GAIError{EAINoName}
	}
	if family != unix.AF_UNSPEC && family != unix.AF_INET && family != unix.AF_INET6 {
		return nil, &GAIError{EAIFamily}
	}
	if flags&AICanonName != 0 && host == "" {
		return nil, &GAIError{EAIBadFlags}
	}
	kinds, err := socketKinds(typ, proto, service, flags)
	if err != nil {
		return nil, err
	}
	addrs, canon, err := h.hostAddrs(w, host, kinds[0].port, family, flags)
	if err != nil {
		return nil, err
	}
	if flags&AICanonName == 0 {
		canon = ""
	}
	var out []AddrInfo
	for _, a := range addrs {
		for _, k := range kinds {
			ai := AddrInfo{Family: unix.AF_INET, Type: k.typ, Proto: k.proto, Addr: Addr{Family: unix.AF_INET, IP: a.WithZone(""), Port: k.port}}
			if a.Is6() {
				ai.Family, ai.Addr.Family = unix.AF_INET6, unix.AF_INET6
				ai.Addr.Scope = scopeID(a.Zone())
			}
			if len(out) == 0 {
				ai.CanonName = canon
			}
			out = append(out, ai)
		}
	}
	if len(out) == 0 {
		return nil, &GAIError{EAINoData}
	}
	return out, nil
}

type socketKind struct{ typ, proto, port int }

// socketKinds returns the kinds of socket that the hints allow, with the service's port.
func socketKinds(typ, proto int, service string, flags int) ([]socketKind, error) {
	all := []socketKind{{unix.SOCK_STREAM, unix.IPPROTO_TCP, 0}, {unix.SOCK_DGRAM, unix.IPPROTO_UDP, 0}, {unix.SOCK_RAW, 0, 0}}
	number := -1
	if service == "" {
		number = 0
	} else if n, ok := servicePort(service); ok {
		if n < 0 {
			return nil, &GAIError{EAIService}
		}
		number = int(uint16(n))
	} else if flags&AINumericServ != 0 {
		return nil, &GAIError{EAINoName}
	}
	var out []socketKind
	known := false
	for _, k := range all {
		if typ != 0 && k.typ != typ || proto != 0 && k.proto != proto && k.typ != unix.SOCK_RAW {
			continue
		}
		if k.typ == unix.SOCK_RAW {
			k.proto = proto
		}
		known = true
		k.port = number
		if number < 0 {
			if k.typ == unix.SOCK_RAW {
				continue
			}
			name := "tcp"
			if k.proto == unix.IPPROTO_UDP {
				name = "udp"
			}
			p, err := net.LookupPort(name, service)
			if err != nil {
				continue
			}
			k.port = p
		}
		out = append(out, k)
	}
	switch {
	case !known:
		return nil, &GAIError{EAISockType}
	case len(out) == 0:
		return nil, &GAIError{EAIService}
	}
	return out, nil
}

// servicePort reads the number of a service as strtoul does, cut to an int; what does not fit is -1.
func servicePort(s string) (n int32, ok bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(s, "+"), "-")
	if len(s)-len(digits) > 1 || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	u, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return -1, true
	}
	if s[0] == '-' {
		u = -u
	}
	return int32(u), true
}

func (h *Host) hostAddrs(w Waiter, host string, port, family, flags int) (addrs []netip.Addr, canon string, err error) {
	want4, want6 := family != unix.AF_INET6, family != unix.AF_INET
	if host == "" {
		four, six := netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()
		if flags&AIPassive != 0 {
			four, six = netip.IPv4Unspecified(), netip.IPv6Unspecified()
			if want4 {
				addrs = append(addrs, four)
			}
			if want6 {
				addrs = append(addrs, six)
			}
			return addrs, "", nil
		}
		if want6 {
			addrs = append(addrs, six)
		}
		if want4 {
			addrs = append(addrs, four)
		}
		return addrs, "", nil
	}
	if a, ok := ParseHostNumber(host); ok {
		if a.Is4() && !want4 {
			if flags&AIV4Mapped == 0 {
				return nil, "", &GAIError{EAIAddrFamily}
			}
			a = netip.AddrFrom16(a.As16())
		} else if a.Is6() && !want6 {
			return nil, "", &GAIError{EAIAddrFamily}
		}
		return []netip.Addr{a}, host, nil
	}
	if flags&AINumericHost != 0 {
		return nil, "", &GAIError{EAINoName}
	}
	if len(host) > 255 || strings.ContainsAny(host, "\x00 \t\n/%") {
		return nil, "", &GAIError{EAINoName}
	}
	if port == 0 {
		port = -1
	}
	if !h.pol.NetAll() {
		if err := h.pol.Resolve(host, port); err != nil {
			return nil, "", osError("getaddrinfo", err)
		}
	}
	network := "ip"
	mapped := family == unix.AF_INET6 && flags&AIV4Mapped != 0
	switch {
	case family == unix.AF_INET:
		network = "ip4"
	case family == unix.AF_INET6 && !mapped:
		network = "ip6"
	}
	var found []netip.Addr
	var lerr error
	canon = host
	if err := h.lookup(w, func(ctx context.Context) {
		found, lerr = resolver.LookupNetIP(ctx, network, host)
		if lerr == nil && flags&AICanonName != 0 {
			if c, err := resolver.LookupCNAME(ctx, host); err == nil && c != "" {
				canon = strings.TrimSuffix(c, ".")
			}
		}
	}); err != nil {
		return nil, "", err
	}
	if lerr != nil {
		return nil, "", gaiError(lerr)
	}
	has6 := false
	for i, a := range found {
		found[i] = a.Unmap()
		has6 = has6 || found[i].Is6()
	}
	for _, a := range found {
		if !h.pol.NetAll() {
			h.net.remember(a, host)
		}
		if a.Is4() && mapped {
			if has6 && flags&AIAll == 0 {
				continue
			}
			a = netip.AddrFrom16(a.As16())
		}
		addrs = append(addrs, a)
	}
	return addrs, canon, nil
}

func scopeID(zone string) uint32 {
	if zone == "" {
		return 0
	}
	if n, err := strconv.ParseUint(zone, 10, 32); err == nil {
		return uint32(n)
	}
	if i, err := net.InterfaceByName(zone); err == nil {
		return uint32(i.Index)
	}
	return 0
}

// MaxHostNumber is how long an address may be: more than sense makes.
const MaxHostNumber = 4 << 10

// ParseHostNumber reads an address as the C library does: also 127.1, 0x7f000001 and 0177.0.0.1.
func ParseHostNumber(s string) (netip.Addr, bool) {
	if len(s) > MaxHostNumber {
		return netip.Addr{}, false
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return a, true
	}
	parts := strings.Split(s, ".")
	if len(parts) > 4 || s == "" {
		return netip.Addr{}, false
	}
	var v uint64
	for i, p := range parts {
		if p == "" || strings.ContainsAny(p, "_+-") || strings.HasPrefix(strings.ToLower(p), "0b") || strings.HasPrefix(strings.ToLower(p), "0o") {
			return netip.Addr{}, false
		}
		n, err := strconv.ParseUint(p, 0, 32)
		if err != nil {
			return netip.Addr{}, false
		}
		bits := 8
		if i == len(parts)-1 {
			bits = 8 * (5 - len(parts))
		}
		if n >= 1<<bits {
			return netip.Addr{}, false
		}
		v = v<<bits | n
	}
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}), true
}

// GetNameInfo finds the names of an address and its port.
func (h *Host) GetNameInfo(w Waiter, a *Addr, flags int) (host, service string, err error) {
	number := a.IP.String()
	if a.Scope != 0 {
		if i, err := net.InterfaceByIndex(int(a.Scope)); err == nil {
			number += "%" + i.Name
		} else {
			number += "%" + strconv.Itoa(int(a.Scope))
		}
	}
	host = number
	if flags&NINumericHost == 0 {
		if names, err := h.ReverseLookup(w, a.IP); err == nil {
			host = names[0]
			if flags&NINoFQDN != 0 {
				host, _, _ = strings.Cut(host, ".")
			}
		} else if err == ErrKilled {
			return "", "", err
		} else if flags&NINameReqd != 0 {
			return "", "", &GAIError{EAINoName}
		}
	}
	service = strconv.Itoa(a.Port)
	if flags&NINumericServ == 0 {
		proto := "tcp"
		if flags&NIDgram != 0 {
			proto = "udp"
		}
		if name, ok := serviceByPort(a.Port, proto); ok {
			service = name
		}
	}
	return host, service, nil
}

// ReverseLookup returns the names of an address, at least one.
func (h *Host) ReverseLookup(w Waiter, ip netip.Addr) (names []string, err error) {
	if !h.pol.NetAll() {
		if err := h.pol.Resolve(ip.String(), -1); err != nil {
			return nil, osError("getnameinfo", err)
		}
	}
	var lerr error
	if err := h.lookup(w, func(ctx context.Context) { names, lerr = resolver.LookupAddr(ctx, ip.String()) }); err != nil {
		return nil, err
	}
	if lerr != nil {
		return nil, gaiError(lerr)
	}
	for i := range names {
		names[i] = strings.TrimSuffix(names[i], ".")
	}
	if len(names) == 0 {
		return nil, &GAIError{EAINoName}
	}
	return names, nil
}

// ServiceByName returns the port of a service; proto is "tcp", "udp" or "" for either.
func (h *Host) ServiceByName(name, proto string) (int, bool) {
	for _, p := range []string{"tcp", "udp"} {
		if proto != "" && proto != p {
			continue
		}
		if len(name) > 256 {
			return 0, false
		}
		if name != "" && strings.Trim(name, "0123456789") == "" {
			return 0, false
		}
		if n, err := net.LookupPort(p, name); err == nil {
			return n, true
		}
	}
	return 0, false
}

// ServiceByPort returns the name of the service at a port.
func (h *Host) ServiceByPort(port int, proto string) (string, bool) {
	if proto != "" {
		return serviceByPort(port, proto)
	}
	if s, ok := serviceByPort(port, "tcp"); ok {
		return s, true
	}
	return serviceByPort(port, "udp")
}

func serviceByPort(port int, proto string) (string, bool) {
	data, err := os.ReadFile("/etc/services")
	if err != nil {
		data = []byte(commonServices)
	}
	want := strconv.Itoa(port) + "/" + proto
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) >= 2 && f[1] == want {
			return f[0], true
		}
	}
	return "", false
}

// commonServices serves machines without /etc/services.
const commonServices = `
ftp 21/tcp
ssh 22/tcp
telnet 23/tcp
smtp 25/tcp
domain 53/tcp
domain 53/udp
tftp 69/udp
http 80/tcp
pop3 110/tcp
ntp 123/udp
imap2 143/tcp
snmp 161/udp
ldap 389/tcp
https 443/tcp
imaps 993/tcp
pop3s 995/tcp
`

// ProtocolByName returns the number of a protocol of IP.
func (h *Host) ProtocolByName(name string) (int, bool) {
	n, ok := map[string]int{"ip": 0, "icmp": 1, "igmp": 2, "tcp": 6, "egp": 8, "udp": 17, "ipv6": 41, "gre": 47,
		"esp": 50, "ah": 51, "ipv6-icmp": 58, "ospf": 89, "sctp": 132, "udplite": 136}[strings.ToLower(name)]
	return n, ok
}

// Interface is a network interface.
type Interface struct {
	Index int
	Name  string
}

// Interfaces lists the network interfaces; a confined host knows only of loopback.
func (h *Host) Interfaces() ([]Interface, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, osError("if_nameindex", err)
	}
	var out []Interface
	for _, i := range all {
		if h.pol.NetAll() || i.Flags&net.FlagLoopback != 0 {
			out = append(out, Interface{i.Index, i.Name})
		}
	}
	return out, nil
}
