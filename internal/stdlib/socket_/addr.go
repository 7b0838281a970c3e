// This file converts the addresses of sockets between Python's tuples and the host's.
package socket_

import (
	"net/netip"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// hostName reads a host: str (encoded by idna where it is not ASCII), bytes or bytearray.
func hostName(t *core.Thread, v core.Value) (string, error) {
	var name string
	if s := core.AsStr(v); s != nil {
		name = s.String()
		if !s.ASCII() {
			b, err := t.Encode(s, "idna", "strict")
			if err != nil {
				return "", err
			}
			name = string(b)
		}
	} else if core.AsBytes(v) != nil || core.AsByteArray(v) != nil {
		b, err := t.BytesLike(v)
		if err != nil {
			return "", err
		}
		name = string(b)
	} else {
		return "", t.TypeError("str, bytes or bytearray expected, not %s", v.TypeName())
	}
	if strings.IndexByte(name, 0) >= 0 {
		return "", t.TypeError("host name must not contain null character")
	}
	return name, nil
}

// resolve finds the number of a host.
func resolve(t *core.Thread, name string, family int) (netip.Addr, uint32, error) {
	switch {
	case name == "":
		if family == afInet6 {
			return netip.IPv6Unspecified(), 0, nil
		}
		return netip.IPv4Unspecified(), 0, nil
	case name == "<broadcast>" || name == "255.255.255.255":
		if family == afInet6 {
			return netip.Addr{}, 0, t.Raise(&core.ExcOSError, "address family mismatched")
		}
		return netip.AddrFrom4([4]byte{255, 255, 255, 255}), 0, nil
	}
	if ip, ok := host.ParseHostNumber(name); ok && (family == afInet) == ip.Is4() && ip.Zone() == "" {
		return ip, 0, nil
	}
	infos, err := t.Interp().Host().GetAddrInfo(t, name, "", family, 0, 0, 0)
	if err != nil {
		return netip.Addr{}, 0, fail(t, err)
	}
	for _, x := range infos {
		if x.Family == family {
			return x.Addr.IP, x.Addr.Scope, nil
		}
	}
	return netip.Addr{}, 0, fail(t, &host.GAIError{Code: host.EAINoName})
}

func portArg(t *core.Thread, fn string, v core.Value) (int, error) {
	n, err := t.CInt(v)
	if err != nil {
		if core.Matches(err, &core.ExcOverflowError) {
			err = t.OverflowError("%s(): port must be 0-65535.", fn)
		}
		return 0, err
	}
	if n < 0 || n > 0xFFFF {
		return 0, t.OverflowError("%s(): port must be 0-65535.", fn)
	}
	return n, nil
}

// addrArg reads an address of the socket's family.
func (s *sock) addrArg(t *core.Thread, fn string, v core.Value) (*host.Addr, error) {
	switch s.family {
	case afUnix:
		var p string
		if core.AsStr(v) != nil {
			b, err := t.FSText(v)
			if err != nil {
				if !core.Matches(err, &core.ExcValueError) {
					return nil, err
				}
				b = core.AsStr(v).String() // an abstract name holds a NUL
			}
			p = b
		} else {
			b, err := t.ReadBuffer(v)
			if err != nil {
				return nil, err
			}
			p = string(b.B)
			b.Done()
		}
		if len(p) > 108 || len(p) == 108 && p[0] != 0 {
			return nil, t.Raise(&core.ExcOSError, "AF_UNIX path too long")
		}
		return &host.Addr{Family: afUnix, Path: p}, nil
	case afInet, afInet6:
		name := "AF_INET"
		if s.family == afInet6 {
			name = "AF_INET6"
		}
		tup := core.AsTuple(v)
		if tup == nil {
			return nil, t.TypeError("%s(): %s address must be tuple, not %s", fn, name, v.TypeName())
		}
		f := tup.Items()
		if s.family == afInet && len(f) != 2 {
			return nil, t.TypeError("AF_INET address must be a pair (host, port)")
		}
		if s.family == afInet6 && (len(f) < 2 || len(f) > 4) {
			return nil, t.TypeError("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])")
		}
		h, err := hostName(t, f[0])
		if err != nil {
			return nil, err
		}
		port, err := portArg(t, fn, f[1])
		if err != nil {
			return nil, err
		}
		a := &host.Addr{Family: s.family, Port: port}
		if a.IP, a.Scope, err = resolve(t, h, s.family); err != nil {
			return nil, err
		}
		if len(f) > 2 {
			flow, err := t.CULong(f[2])
			if err != nil {
				return nil, err
			}
			if flow > 0xFFFFF {
				return nil, t.OverflowError("%s(): flowinfo must be 0-1048575.", fn)
			}
		}
		if len(f) > 3 {
			scope, err := t.CULong(f[3])
			if err != nil {
				return nil, err
			}
			a.Scope = uint32(scope)
		}
		return a, nil
	}
	return nil, t.Raise(&core.ExcOSError, "%s(): bad family", fn)
}

// addrValue makes Python's form of an address; none is None.
func addrValue(t *core.Thread, a *host.Addr) core.Value {
	if a == nil {
		return core.None
	}
	n := func(i int64) core.Value { return core.Int(i) }
	switch a.Family {
	case afInet:
		return core.NewTuple(core.StrVal(a.IP.Unmap().String()), n(int64(a.Port)))
	case afInet6:
		return core.NewTuple(core.StrVal(ip6(a)), n(int64(a.Port)), n(0), n(int64(a.Scope)))
	case afUnix:
		if strings.HasPrefix(a.Path, "\x00") {
			return core.NewBytes([]byte(a.Path))
		}
		return t.FSString(a.Path)
	}
	return core.None
}

// ip6 writes an IPv6 address as getnameinfo does, with the scope of a link-local one.
func ip6(a *host.Addr) string {
	s := a.IP.WithZone("").String()
	if a.IP.Is4In6() {
		s = "::ffff:" + a.IP.Unmap().String()
	}
	return s
}
