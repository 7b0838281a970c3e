// This file implements the look-up of hosts, services and interfaces, and the conversions of addresses.
package socket_

import (
	"math"
	"math/bits"
	"net/netip"
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

func getaddrinfo(t *core.Thread, a []core.Value) (core.Value, error) {
	name, service := "", ""
	switch {
	case a[0].IsNone():
	case core.AsStr(a[0]) != nil, core.AsBytes(a[0]) != nil:
		n, err := hostName(t, a[0])
		if err != nil {
			return core.Unbound, err
		}
		name = n
	default:
		return core.Unbound, t.TypeError("getaddrinfo() argument 1 must be string or None")
	}
	if _, _, ok := core.AsInt(a[1]); ok {
		s, err := t.Str(a[1])
		if err != nil {
			return core.Unbound, err
		}
		service = s.String()
	} else if s := core.AsStr(a[1]); s != nil {
		b, err := t.Encode(s, "utf-8", "strict")
		if err != nil {
			return core.Unbound, err
		}
		service = string(b)
	} else if b := core.AsBytes(a[1]); b != nil {
		service = string(b.Bytes())
	} else if !a[1].IsNone() {
		return core.Unbound, t.Raise(&core.ExcOSError, "Int or String expected")
	}
	var n [4]int
	for i := range n {
		x, err := t.CInt(a[2+i])
		if err != nil {
			return core.Unbound, err
		}
		n[i] = x
	}
	infos, err := t.Interp().Host().GetAddrInfo(t, name, service, n[0], n[1], n[2], n[3])
	if err != nil {
		return core.Unbound, fail(t, err)
	}
	out := make([]core.Value, len(infos))
	for i, x := range infos {
		out[i] = core.NewTuple(core.Int(int64(x.Family)), core.Int(int64(x.Type)), core.Int(int64(x.Proto)), core.StrVal(x.CanonName), addrValue(t, &x.Addr))
	}
	return core.NewList(out), nil
}

func getnameinfo(t *core.Thread, a []core.Value) (core.Value, error) {
	tup := core.AsTuple(a[0])
	if tup == nil {
		return core.Unbound, t.TypeError("getnameinfo() argument 1 must be a tuple")
	}
	flags, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	f := tup.Items()
	if len(f) < 2 || len(f) > 4 || core.AsStr(f[0]) == nil {
		return core.Unbound, t.TypeError("getnameinfo(): illegal sockaddr argument")
	}
	port, err := t.CInt(f[1])
	if err != nil {
		return core.Unbound, err
	}
	if len(f) > 2 {
		if n, err := t.CULong(f[2]); err != nil {
			return core.Unbound, err
		} else if n > 0xFFFFF {
			return core.Unbound, t.OverflowError("getnameinfo(): flowinfo must be 0-1048575.")
		}
	}
	infos, err := t.Interp().Host().GetAddrInfo(t, core.AsStr(f[0]).String(), strconv.Itoa(port), 0, 2, 0, host.AINumericHost)
	if err != nil {
		return core.Unbound, fail(t, err)
	}
	if len(infos) == 0 {
		return core.Unbound, t.Raise(&core.ExcOSError, "sockaddr resolved to multiple addresses")
	}
	addr := infos[0].Addr
	if len(f) == 4 {
		n, err := t.CULong(f[3])
		if err != nil {
			return core.Unbound, err
		}
		addr.Scope = uint32(n)
	}
	if addr.Family == afInet && len(f) != 2 {
		return core.Unbound, t.Raise(&core.ExcOSError, "IPv4 sockaddr must be 2 tuple")
	}
	h, s, err := t.Interp().Host().GetNameInfo(t, &addr, flags)
	if err != nil {
		return core.Unbound, fail(t, err)
	}
	return core.NewTuple(core.StrVal(h), core.StrVal(s)), nil
}

// hostent is the triple of gethostbyname_ex and gethostbyaddr.
func hostent(name string, aliases []string, addrs []netip.Addr) core.Value {
	al := make([]core.Value, len(aliases))
	for i, s := range aliases {
		al[i] = core.StrVal(s)
	}
	ad := make([]core.Value, len(addrs))
	for i, a := range addrs {
		ad[i] = core.StrVal(a.String())
	}
	return core.NewTuple(core.StrVal(name), core.NewList(al), core.NewList(ad))
}

// swap declares htons and the like.
func swap(name string, size int) core.Func {
	return core.Func{Name: name, Sig: "(x, /)", Flags: core.Pure, Doc: "Convert an unsigned integer between host and network byte order.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		n, b, ok := core.AsInt(a[0])
		switch {
		case !ok:
			return core.Unbound, t.TypeError("'%s' object cannot be interpreted as an integer", a[0].TypeName())
		case b == nil && n < 0 || b != nil && b.Sign() < 0:
			return core.Unbound, t.ValueError("Cannot convert negative int")
		case b != nil || n >= 1<<size:
			return core.Unbound, t.OverflowError("Python int too large for C uint%d_t", size)
		case size == 16:
			return core.Int(int64(bits.ReverseBytes16(uint16(n)))), nil
		}
		return core.Int(int64(bits.ReverseBytes32(uint32(n)))), nil
	}}
}

// text reads a str argument.
func text(t *core.Thread, fn string, i int, v core.Value) (string, error) {
	s := core.AsStr(v)
	if s == nil {
		return "", t.TypeError("%s() argument %d must be str, not %s", fn, i, v.TypeName())
	}
	if strings.IndexByte(s.String(), 0) >= 0 {
		return "", t.ValueError("embedded null character")
	}
	return s.String(), nil
}

func nameFuncs() []core.Func {
	return []core.Func{
		{Name: "getaddrinfo", Sig: "(host, port, family=0, type=0, proto=0, flags=0)", Flags: core.Blocks | core.HostOp, Fn: getaddrinfo, Doc: "Return the addresses of a host and port, as tuples of family, type, proto,\ncanonical name and address."},
		{Name: "getnameinfo", Sig: "(sockaddr, flags, /)", Flags: core.Blocks | core.HostOp, Fn: getnameinfo, Doc: "Return the host and service of an address, by name or, as flags say, by number."},
		{Name: "gethostname", Sig: "()", Flags: core.HostOp, Doc: "Return the current host name.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s, err := t.Interp().Host().Hostname()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return t.FSString(s), nil
		}},
		{Name: "sethostname", Sig: "(name, /)", Flags: core.HostOp, Doc: "Sets the hostname: never permitted here.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return core.Unbound, t.OSErrorNumber(int(host.EPERM))
		}},
		{Name: "gethostbyname", Sig: "(host, /)", Flags: core.Blocks | core.HostOp, Doc: "Return the IPv4 address of a host, such as '127.0.0.1'.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := hostName(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			ip, _, err := resolve(t, name, afInet)
			if err != nil {
				return core.Unbound, err
			}
			return core.StrVal(ip.String()), nil
		}},
		{Name: "gethostbyname_ex", Sig: "(host, /)", Flags: core.Blocks | core.HostOp, Doc: "Return the name of a host, its other names and its IPv4 addresses.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := hostName(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			infos, err := t.Interp().Host().GetAddrInfo(t, name, "", afInet, 1, 0, host.AICanonName)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			var addrs []netip.Addr
			canon := name
			for _, x := range infos {
				addrs = append(addrs, x.Addr.IP)
				if x.CanonName != "" {
					canon = x.CanonName
				}
			}
			return hostent(canon, nil, addrs), nil
		}},
		{Name: "gethostbyaddr", Sig: "(host, /)", Flags: core.Blocks | core.HostOp, Doc: "Return the name of a host, its other names and its IPv4 addresses.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := hostName(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			infos, err := t.Interp().Host().GetAddrInfo(t, name, "", 0, 1, 0, 0)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			ip := infos[0].Addr.IP
			names, err := t.Interp().Host().ReverseLookup(t, ip)
			if err != nil {
				if _, ok := err.(*host.GAIError); ok {
					e, cerr := t.Call(hError.Val(), core.Int(1), core.StrVal("Unknown host"))
					if cerr != nil {
						return core.Unbound, cerr
					}
					return core.Unbound, core.AsException(e)
				}
				return core.Unbound, fail(t, err)
			}
			return hostent(names[0], names[1:], []netip.Addr{ip}), nil
		}},
		{Name: "getservbyname", Sig: "(servicename, protocolname=<unrepresentable>, /)", Flags: core.HostOp, Doc: "Return the port of a service, by name, for 'tcp', 'udp' or either.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := text(t, "getservbyname", 1, a[0])
			if err != nil {
				return core.Unbound, err
			}
			proto := ""
			if !a[1].IsUnbound() {
				if proto, err = text(t, "getservbyname", 2, a[1]); err != nil {
					return core.Unbound, err
				}
			}
			n, ok := t.Interp().Host().ServiceByName(name, proto)
			if !ok {
				return core.Unbound, t.Raise(&core.ExcOSError, "service/proto not found")
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "getservbyport", Sig: "(port, protocolname=<unrepresentable>, /)", Flags: core.HostOp, Doc: "Return the name of the service at a port, for 'tcp', 'udp' or either.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if n < 0 || n > 0xFFFF {
				return core.Unbound, t.OverflowError("getservbyport: port must be 0-65535.")
			}
			proto := ""
			if !a[1].IsUnbound() {
				if proto, err = text(t, "getservbyport", 2, a[1]); err != nil {
					return core.Unbound, err
				}
			}
			s, ok := t.Interp().Host().ServiceByPort(n, proto)
			if !ok {
				return core.Unbound, t.Raise(&core.ExcOSError, "port/proto not found")
			}
			return core.StrVal(s), nil
		}},
		{Name: "getprotobyname", Sig: "(name, /)", Flags: core.HostOp, Doc: "Return the number of a protocol, by name.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := text(t, "getprotobyname", 1, a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, ok := t.Interp().Host().ProtocolByName(name)
			if !ok {
				return core.Unbound, t.Raise(&core.ExcOSError, "protocol not found")
			}
			return core.Int(int64(n)), nil
		}},
		swap("ntohs", 16), swap("htons", 16), swap("ntohl", 32), swap("htonl", 32),
		{Name: "inet_aton", Sig: "(ip_addr, /)", Flags: core.Pure, Doc: "Return an IPv4 address as 4 bytes.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s, err := text(t, "inet_aton", 1, a[0])
			if err != nil {
				return core.Unbound, err
			}
			// The C library stops at white space.
			if i := strings.IndexAny(s[:min(len(s), host.MaxHostNumber+1)], " \t\n\r\f\v"); i > 0 {
				s = s[:i]
			}
			ip, ok := host.ParseHostNumber(s)
			if !ok || !ip.Is4() {
				return core.Unbound, t.Raise(&core.ExcOSError, "illegal IP address string passed to inet_aton")
			}
			b := ip.As4()
			return core.NewBytes(b[:]), nil
		}},
		{Name: "inet_ntoa", Sig: "(packed_ip, /)", Flags: core.Pure, Doc: "Return an IPv4 address of 4 bytes as a string.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			b, err := t.ReadBuffer(a[0])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			if len(b.B) != 4 {
				return core.Unbound, t.Raise(&core.ExcOSError, "packed IP wrong length for inet_ntoa")
			}
			return core.StrVal(netip.AddrFrom4([4]byte(b.B)).String()), nil
		}},
		{Name: "inet_pton", Sig: "(af, ip, /)", Flags: core.Pure, Doc: "Return an address of a family, given as a string, as bytes.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			af, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			s, err := text(t, "inet_pton", 2, a[1])
			if err != nil {
				return core.Unbound, err
			}
			ip, perr := netip.ParseAddr(s[:min(len(s), host.MaxHostNumber)]) // what is longer is none
			switch {
			case af != afInet && af != afInet6:
				return core.Unbound, t.OSErrorNumber(int(host.EAFNOSUPPORT))
			case perr != nil || ip.Zone() != "" || (af == afInet) != ip.Is4():
				return core.Unbound, t.Raise(&core.ExcOSError, "illegal IP address string passed to inet_pton")
			}
			return core.NewBytes(ip.AsSlice()), nil
		}},
		{Name: "inet_ntop", Sig: "(af, packed_ip, /)", Flags: core.Pure, Doc: "Return an address of a family, given as bytes, as a string.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			af, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			b, err := t.ReadBuffer(a[1])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			switch {
			case af != afInet && af != afInet6:
				return core.Unbound, t.ValueError("unknown address family %d", af)
			case af == afInet && len(b.B) != 4, af == afInet6 && len(b.B) != 16:
				return core.Unbound, t.ValueError("invalid length of packed IP address string")
			}
			ip, _ := netip.AddrFromSlice(b.B)
			return core.StrVal(ip6(&host.Addr{IP: ip})), nil
		}},
		{Name: "getdefaulttimeout", Sig: "()", Flags: core.Pure, Doc: "Return the timeout in seconds that new sockets have, or None.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return timeoutValue(stateOf(t).timeout), nil
		}},
		{Name: "setdefaulttimeout", Sig: "(timeout, /)", Flags: core.Pure, Doc: "Set the timeout in seconds that new sockets have; None is no timeout.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			d, err := timeoutArg(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			stateOf(t).timeout = d
			return core.None, nil
		}},
		{Name: "close", Sig: "(fd, /)", Flags: core.HostOp, Doc: "Close a socket by its descriptor.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return noneOr(t, t.Interp().Host().CloseFD(fd))
		}},
		{Name: "dup", Sig: "(fd, /)", Flags: core.HostOp, Doc: "Return another descriptor for the same socket.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.Interp().Host().Dup(fd, 0, false)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "socketpair", Sig: "(family=<unrepresentable>, type=1, proto=0, /)", Flags: core.HostOp, Doc: "Return two sockets that are connected with each other.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n := [3]int{afUnix, 1, 0}
			for i := range n {
				if a[i].IsUnbound() {
					continue
				}
				x, err := t.CInt(a[i])
				if err != nil {
					return core.Unbound, err
				}
				n[i] = x
			}
			f1, f2, err := t.Interp().Host().Socketpair(n[0], n[1], n[2])
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			s1, s2 := newSock(t, &socketType), newSock(t, &socketType)
			if err := s1.adopt(t, f1, n[0], n[1], n[2]); err != nil {
				return core.Unbound, err
			}
			if err := s2.adopt(t, f2, n[0], n[1], n[2]); err != nil {
				return core.Unbound, err
			}
			return core.NewTuple(s1.val(), s2.val()), nil
		}},
		{Name: "CMSG_LEN", Sig: "(length, /)", Flags: core.Pure, Doc: "Return how long an item of ancillary data with that many bytes is, without\npadding.", Fn: cmsg("CMSG_LEN", 0, host.CmsgLen)},
		{Name: "CMSG_SPACE", Sig: "(length, /)", Flags: core.Pure, Doc: "Return how much room recvmsg() needs for an item of ancillary data with that\nmany bytes.", Fn: cmsg("CMSG_SPACE", 1, host.CmsgSpace)},
		{Name: "if_nameindex", Sig: "()", Flags: core.HostOp, Doc: "Return the network interfaces as tuples of number and name.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			list, err := t.Interp().Host().Interfaces()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			out := make([]core.Value, len(list))
			for i, x := range list {
				out[i] = core.NewTuple(core.Int(int64(x.Index)), t.FSString(x.Name))
			}
			return core.NewList(out), nil
		}},
		{Name: "if_nametoindex", Sig: "(oname, /)", Flags: core.HostOp, Doc: "Return the number of a network interface.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := t.PathArg(a[0])
			if err != nil {
				return core.Unbound, err
			}
			list, err := t.Interp().Host().Interfaces()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			for _, x := range list {
				if x.Name == name {
					return core.Int(int64(x.Index)), nil
				}
			}
			return core.Unbound, t.Raise(&core.ExcOSError, "no interface with this name")
		}},
		{Name: "if_indextoname", Sig: "(if_index, /)", Flags: core.HostOp, Doc: "Return the name of a network interface.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CULong(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if n > math.MaxUint32 {
				return core.Unbound, t.OverflowError("Python int too large to convert to C unsigned int")
			}
			list, err := t.Interp().Host().Interfaces()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			for _, x := range list {
				if x.Index == int(n) {
					return t.FSString(x.Name), nil
				}
			}
			return core.Unbound, t.OSErrorNumber(int(host.ENXIO))
		}},
	}
}

// cmsg declares CMSG_LEN and CMSG_SPACE: what is longer than the largest socklen_t less the size of an item of limit bytes is refused.
func cmsg(name string, limit int, size func(int) int) core.NativeFn {
	return func(t *core.Thread, a []core.Value) (core.Value, error) {
		n, err := t.IndexInt(a[0])
		if err != nil {
			return core.Unbound, err
		}
		if n < 0 || n > math.MaxInt32-size(limit) {
			return core.Unbound, t.OverflowError("%s() argument out of range", name)
		}
		return core.Int(int64(size(n))), nil
	}
}
