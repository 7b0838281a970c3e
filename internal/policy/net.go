// Network grants: patterns of hosts, addresses and ports.
// Invariant: an address reached through a granted name counts only if it is a public one (or the name is literally
// localhost): a name cannot be rebound to loopback, link-local or private addresses. Those need a grant that names them.
package policy

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// netLayer is one list of granted patterns.
type netLayer struct {
	all  bool
	pats []netPattern
}

type netPattern struct {
	name   string // lower case, without a trailing dot; "" when prefix is set or any host is meant
	suffix bool   // name was "*.name": matches what lies below it
	any    bool   // any host and any address
	prefix netip.Prefix
	lo, hi int // ports
}

// newNetLayer parses the patterns:
//
//   - everything
//     host  host:port  host:*  host:8000-8100
//     *.example.com:443   names below example.com
//     10.0.0.0/8:5432     addresses
//     [::1]:8080  ::1     IPv6
//     :443  *:443         any host at that port
func newNetLayer(patterns []string) (netLayer, error) {
	var l netLayer
	for _, s := range patterns {
		if s == "*" {
			return netLayer{all: true}, nil
		}
		p, err := parseNetPattern(s)
		if err != nil {
			return l, err
		}
		l.pats = append(l.pats, p)
	}
	return l, nil
}

func parseNetPattern(s string) (netPattern, error) {
	bad := func() (netPattern, error) {
		return netPattern{}, fmt.Errorf("invalid net grant: %s (want host:port)", Quote(s))
	}
	host, port := s, ""
	if strings.HasPrefix(s, "[") {
		i := strings.IndexByte(s, ']')
		if i < 0 {
			return bad()
		}
		host = s[1:i] + bracketBits(s[i+1:])
		if rest := s[i+1:]; rest != "" {
			j := strings.IndexByte(rest, ':')
			if j < 0 && rest[0] != '/' {
				return bad()
			}
			if j >= 0 {
				if j > 0 && rest[0] != '/' {
					return bad()
				}
				port = rest[j+1:]
				if port == "" {
					return bad()
				}
			}
		}
	} else if i := strings.LastIndexByte(s, ':'); i >= 0 && strings.Count(s, ":") == 1 {
		host, port = s[:i], s[i+1:]
		if port == "" {
			return bad()
		}
	}
	p := netPattern{lo: 0, hi: 65535}
	if port != "" && port != "*" {
		lo, hi, ranged := strings.Cut(port, "-")
		a, err := strconv.ParseUint(lo, 10, 16)
		if err != nil {
			return bad()
		}
		p.lo, p.hi = int(a), int(a)
		if ranged {
			b, err := strconv.ParseUint(hi, 10, 16)
			if err != nil || b < a {
				return bad()
			}
			p.hi = int(b)
		}
	}
	if host == "" || host == "*" {
		if host == "" && port == "" {
			return bad()
		}
		p.any = true
		return p, nil
	}
	if a, err := netip.ParseAddr(host); err == nil {
		a = a.Unmap().WithZone("")
		p.prefix = netip.PrefixFrom(a, a.BitLen())
		return p, nil
	}
	if strings.IndexByte(host, '/') >= 0 {
		pre, err := netip.ParsePrefix(host)
		if err != nil {
			return bad()
		}
		p.prefix = pre.Masked()
		return p, nil
	}
	p.name = canonicalHost(host)
	if rest, ok := strings.CutPrefix(p.name, "*."); ok {
		p.name, p.suffix = rest, true
	}
	if p.name == "" || strings.ContainsAny(p.name, "*:[]% \t\n\x00") {
		return bad()
	}
	return p, nil
}

// bracketBits returns the "/bits" that may follow a bracketed address.
func bracketBits(rest string) string {
	if strings.HasPrefix(rest, "/") {
		bits, _, _ := strings.Cut(rest, ":")
		return bits
	}
	return ""
}

func canonicalHost(h string) string { return strings.ToLower(strings.TrimSuffix(h, ".")) }

func (p *netPattern) matchName(name string) bool {
	if p.any {
		return true
	}
	if p.name == "" {
		return false
	}
	if p.suffix {
		return strings.HasSuffix(name, "."+p.name)
	}
	return name == p.name
}

// NetAddr returns nil if op ("connecting to", "listening on" ...) is granted for the address. name is the host name
// that was resolved to it, or "" if the address itself was given.
func (p *Policy) NetAddr(op, name string, addr netip.Addr, port int) error {
	addr = addr.Unmap().WithZone("")
	name = canonicalHost(name)
	ok := p != nil
	if ok {
		for i := range p.net {
			if !p.net[i].allowsAddr(name, addr, port) {
				ok = false
				break
			}
		}
	}
	if ok {
		return nil
	}
	target := name
	if p.allowsName(name, port) || name == "" { // the name is granted: what it resolved to is not
		target = addr.String()
	}
	return deniedNet(op, target, port)
}

func (l *netLayer) allowsAddr(name string, addr netip.Addr, port int) bool {
	if l.all {
		return true
	}
	for i := range l.pats {
		q := &l.pats[i]
		if port < q.lo || port > q.hi {
			continue
		}
		switch {
		case q.any:
			return true
		case q.prefix.IsValid():
			if q.prefix.Contains(addr) {
				return true
			}
		case name != "" && q.matchName(name):
			if public(addr) || name == "localhost" && addr.IsLoopback() {
				return true
			}
		}
	}
	return false
}

// public reports whether the address is one of the open internet: what a name may resolve to without more being granted.
func public(a netip.Addr) bool {
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// special are the ranges that lead somewhere else than the open internet, besides those that netip knows.
var special = []netip.Prefix{
	netip.PrefixFrom(netip.AddrFrom4([4]byte{0, 0, 0, 0}), 8),             // this network
	netip.PrefixFrom(netip.AddrFrom4([4]byte{100, 64, 0, 0}), 10),         // inside of carriers and clouds (RFC 6598)
	netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, 0, 0}), 24),          // protocol assignments
	netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 18, 0, 0}), 15),         // benchmarks
	netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 88, 99, 0}), 24),        // relays of 6to4
	netip.PrefixFrom(netip.AddrFrom4([4]byte{168, 63, 129, 16}), 32),      // Azure's own services
	netip.PrefixFrom(netip.AddrFrom4([4]byte{240, 0, 0, 0}), 4),           // reserved
	netip.PrefixFrom(netip.AddrFrom16([16]byte{}), 96),                    // IPv4-compatible
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0, 0x64, 0xff, 0x9b}), 32), // NAT64: any IPv4 address
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x02}), 16),          // 6to4: any IPv4 address
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x01}), 32),          // Teredo
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0xfe, 0xc0}), 10),          // site-local
}

// allowsName reports whether some address of name could be granted at port.
func (p *Policy) allowsName(name string, port int) bool {
	if p == nil {
		return false
	}
	name = canonicalHost(name)
	addr, err := netip.ParseAddr(name)
	for i := range p.net {
		l := &p.net[i]
		ok := l.all
		for j := range l.pats {
			q := &l.pats[j]
			if port >= 0 && (port < q.lo || port > q.hi) {
				continue
			}
			if err == nil && q.prefix.IsValid() && q.prefix.Contains(addr.Unmap().WithZone("")) || q.matchName(name) {
				ok = true
				break
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// Resolve returns nil if name may be looked up: some port of it is granted, or port itself when it is not negative.
func (p *Policy) Resolve(name string, port int) error {
	if p.allowsName(name, port) {
		return nil
	}
	return deniedNet("resolving", name, port)
}

// NetAll reports whether the whole network is granted.
func (p *Policy) NetAll() bool { return p != nil && len(p.net) == 0 }

func deniedNet(op, host string, port int) *Denied {
	hp := host
	if port >= 0 {
		if strings.IndexByte(host, ':') >= 0 && host[0] != '[' {
			hp = "[" + host + "]"
		}
		hp += ":" + strconv.Itoa(port)
	}
	return &Denied{Op: op, Target: hp, Grant: "net=[" + Quote(hp) + "]", Flag: "--allow-net=" + hp}
}
