// Tests of grants, their intersection, their messages, limits and how people write them.
package policy

import (
	"net/netip"
	"testing"
	"time"
)

func build(t *testing.T, g Grants) *Policy {
	t.Helper()
	p, err := New(g, "/srv")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDeniedMessages(t *testing.T) {
	none := None()
	for _, c := range []struct {
		err  error
		want string
	}{
		{none.Read("/etc/passwd"), "read access to '/etc/passwd' is not granted (needs read=['/etc'] or --allow-read=/etc)"},
		{none.Write("/x"), "write access to '/x' is not granted (needs write=['/'] or --allow-write=/)"},
		{none.Read("/it's/\n"), `read access to "/it's/\n" is not granted (needs read=["/it's"] or --allow-read=/it's)`},
		{none.Env("HOME"), "environment variable 'HOME' is not granted (needs env=['HOME'] or --allow-env=HOME)"},
		{none.Run("/bin/ls", nil), "running '/bin/ls' is not granted (needs run=['/bin/ls'] or --allow-run=/bin/ls)"},
		{none.NetAddr("connecting to", "", netip.MustParseAddr("1.2.3.4"), 80), "connecting to '1.2.3.4:80' is not granted (needs net=['1.2.3.4:80'] or --allow-net=1.2.3.4:80)"},
		{none.NetAddr("connecting to", "a.b", netip.MustParseAddr("1.2.3.4"), 80), "connecting to 'a.b:80' is not granted (needs net=['a.b:80'] or --allow-net=a.b:80)"},
		{none.NetAddr("listening on", "", netip.MustParseAddr("::1"), 0), "listening on '[::1]:0' is not granted (needs net=['[::1]:0'] or --allow-net=[::1]:0)"},
		{none.Resolve("a.b", -1), "resolving 'a.b' is not granted (needs net=['a.b'] or --allow-net=a.b)"},
		{none.Child(), "creating an interpreter is not granted (needs children=True or --allow-children)"},
		{build(t, Grants{Modules: []string{}}).Module("socket"), "module 'socket' is not granted (needs modules=['socket'] or --allow-module=socket)"},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", c.err, c.want)
		}
	}
	var nilPolicy *Policy
	if nilPolicy.Read("/x") == nil || nilPolicy.Child() == nil || nilPolicy.NetAll() || nilPolicy.AllFiles() || nilPolicy.Run("/x", nil) == nil {
		t.Error("a nil policy grants something")
	}
	all := Inherit()
	if all.Read("/x") != nil || all.Write("/x") != nil || all.Env("X") != nil || all.Run("/x", nil) != nil || all.Child() != nil ||
		all.NetAddr("", "", netip.MustParseAddr("127.0.0.1"), 1) != nil || all.Module("os") != nil || all.Process("", "") != nil {
		t.Error("Inherit denies something")
	}
}

func TestRoots(t *testing.T) {
	p := build(t, Grants{Read: []string{"/a", "rel/", "/c/d.txt"}, Write: []string{"/a/w"}})
	for path, want := range map[string]bool{
		"/a": true, "/a/b": true, "/ab": false, "/": false, "/srv/rel": true, "/srv/rel/x": true, "/srv/relx": false,
		"/c/d.txt": true, "/c": false, "/c/d.txt2": false,
	} {
		if got := p.Read(path) == nil; got != want {
			t.Errorf("read %s: %v", path, got)
		}
	}
	if p.Write("/a/x") == nil || p.Write("/a/w/x") != nil {
		t.Error("write")
	}
	for _, bad := range []string{"", "a\x00b"} {
		if _, err := New(Grants{Read: []string{bad}}, "/"); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	if _, err := New(Grants{Read: []string{"rel"}}, ""); err == nil {
		t.Error("a relative path without a folder was accepted")
	}
}

func TestIntersect(t *testing.T) {
	parent := build(t, Grants{
		Read: []string{"/a", "/b/c"}, Write: []string{"/a"}, Net: []string{"example.com:443", "10.0.0.0/8"}, Env: []string{"A", "B*"},
		Run: []string{"/bin/ls", "git"}, Modules: []string{"json", "re"}, Children: true, Clock: ClockFixed, FixedTime: 5,
	})
	child := parent.Intersect(build(t, Grants{
		Read: []string{"/a/x", "/b", "/z"}, Write: []string{"/"}, Net: []string{"*:443", "10.1.0.0/16"}, Env: []string{"*"},
		Run: []string{"/bin/ls", "/bin/rm"}, Modules: []string{"re", "os"}, Children: true,
	}))
	for path, want := range map[string]bool{"/a": false, "/a/x/y": true, "/b": false, "/b/c/d": true, "/b/d": false, "/z": false} {
		if got := child.Read(path) == nil; got != want {
			t.Errorf("read %s: %v", path, got)
		}
	}
	if child.Write("/a/q") != nil || child.Write("/q") == nil {
		t.Error("write")
	}
	r, err := child.ReadRoot("/a/x/y")
	if err != nil || r.Path != "/a/x" || len(r.Via) != 1 || r.Via[0] != "/a" {
		t.Error(r, err)
	}
	ip := netip.MustParseAddr
	for _, c := range []struct {
		name, addr string
		port       int
		want       bool
	}{
		{"example.com", "8.8.8.8", 443, true}, {"example.com", "8.8.8.8", 80, false}, {"", "10.1.2.3", 5, true}, {"", "10.2.2.3", 5, false},
		{"", "10.2.2.3", 443, true}, {"example.com", "10.9.9.9", 80, false}, {"", "8.8.8.8", 443, false},
	} {
		if got := child.NetAddr("", c.name, ip(c.addr), c.port) == nil; got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if child.Env("A") != nil || child.Env("BX") != nil || child.Env("C") == nil {
		t.Error("env")
	}
	if child.Run("/bin/ls", nil) != nil || child.Run("/bin/rm", nil) == nil {
		t.Error("run")
	}
	if child.Module("re") != nil || child.Module("json") == nil || child.Module("os") == nil {
		t.Error("modules")
	}
	if c, at := child.Clock(); c != ClockFixed || at != 5 {
		t.Error("the child got the real clock")
	}
	if Inherit().Intersect(parent) != parent || parent.Intersect(Inherit()) != parent || parent.Intersect(nil) != parent {
		t.Error("Inherit is no identity")
	}
	if None().Intersect(parent).Read("/a") == nil || parent.Intersect(None()).Read("/a") == nil {
		t.Error("None is no zero")
	}
	// Whatever three generations grant, the last one has no more than each.
	third := child.Intersect(build(t, Grants{Read: []string{"*"}, Write: []string{"*"}, Net: []string{"*"}, Run: []string{"*"}, Children: true}))
	if third.Read("/a/q") == nil || third.Read("/a/x") != nil || third.Run("/bin/rm", nil) == nil || third.NetAddr("", "", ip("8.8.8.8"), 443) == nil || third.Env("A") == nil {
		t.Error("the third generation")
	}
}

func TestNet(t *testing.T) {
	type q struct {
		name, addr string
		port       int
	}
	for _, c := range []struct {
		pattern string
		yes, no []q
	}{
		{"*", []q{{"", "127.0.0.1", 1}, {"x", "10.0.0.1", 2}}, nil},
		{":80", []q{{"", "127.0.0.1", 80}}, []q{{"", "127.0.0.1", 81}}},
		{"*:80", []q{{"x", "8.8.8.8", 80}}, []q{{"x", "8.8.8.8", 81}}},
		{"Example.com.:443", []q{{"example.COM", "8.8.8.8", 443}, {"example.com.", "2001:4860::8", 443}}, []q{
			{"", "8.8.8.8", 443}, {"a.example.com", "8.8.8.8", 443}, {"example.com", "127.0.0.1", 443}, {"example.com", "10.0.0.1", 443},
			{"example.com", "169.254.169.254", 443}, {"example.com", "::1", 443}, {"example.com", "::ffff:127.0.0.1", 443},
			{"example.com", "0.0.0.0", 443}, {"example.com", "100.64.0.1", 443}, {"example.com", "fe80::1", 443}, {"example.com", "fd00::1", 443},
			{"example.com", "224.0.0.1", 443}, {"example.com", "0.1.2.3", 443}, {"example.com", "64:ff9b::7f00:1", 443}, {"example.com", "2002:7f00:1::", 443}, {"example.com", "8.8.8.8", 80},
		}},
		{"*.example.com", []q{{"a.example.com", "8.8.8.8", 1}, {"a.b.example.com", "8.8.8.8", 1}}, []q{{"example.com", "8.8.8.8", 1}, {"badexample.com", "8.8.8.8", 1}}},
		{"localhost:80", []q{{"localhost", "127.0.0.1", 80}, {"localhost", "::1", 80}}, []q{{"", "127.0.0.1", 80}, {"localhost", "10.0.0.1", 80}}},
		{"127.0.0.1:80", []q{{"", "127.0.0.1", 80}, {"any.name", "127.0.0.1", 80}, {"", "::ffff:127.0.0.1", 80}}, []q{{"", "127.0.0.2", 80}}},
		{"[::1]:80", []q{{"", "::1", 80}, {"", "::1%lo", 80}}, []q{{"", "::2", 80}, {"", "::1", 81}}},
		{"::1", []q{{"", "::1", 80}}, []q{{"", "::2", 80}}},
		{"10.0.0.0/8:8000-8001", []q{{"", "10.1.1.1", 8000}, {"x", "10.1.1.1", 8001}}, []q{{"", "10.1.1.1", 8002}, {"", "11.1.1.1", 8000}}},
		{"[fd00::]/8:80", []q{{"", "fd12::1", 80}}, []q{{"", "fe12::1", 80}, {"", "fd12::1", 81}}},
	} {
		p := build(t, Grants{Net: []string{c.pattern}})
		for i, list := range [][]q{c.yes, c.no} {
			for _, x := range list {
				if got := p.NetAddr("", x.name, netip.MustParseAddr(x.addr), x.port) == nil; got != (i == 0) {
					t.Errorf("%s: %+v: %v", c.pattern, x, got)
				}
			}
		}
	}
	for _, bad := range []string{"", ":", "a:b", "a:99999", "a:5-4", "[::1", "[::1]80", "a b:80", "*.:1", "10.0.0.0/99", "a:"} {
		if _, err := New(Grants{Net: []string{bad}}, "/"); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestModules(t *testing.T) {
	p := build(t, Grants{Modules: []string{"json", "xml.etree.ElementTree"}})
	for name, want := range map[string]bool{"json": true, "json.decoder": true, "jsonx": false, "xml": true, "xml.etree": true, "xml.dom": false, "xml.etree.ElementTree": true, "os": false} {
		if got := p.Module(name) == nil; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if None().Module("json") != nil {
		t.Error("None cannot import the standard library")
	}
}

func TestNamesThatNothingHas(t *testing.T) {
	for want, g := range map[string]Grants{
		"invalid env grant: 'A=B'":     {Env: []string{"*", "A=B"}},
		"invalid env grant: ''":        {Env: []string{""}},
		"invalid env grant: 'A*B'":     {Env: []string{"A*B"}},
		"invalid run grant: ''":        {Run: []string{""}},
		"invalid module grant: ''":     {Modules: []string{""}},
		"invalid module grant: 're.*'": {Modules: []string{"re.*"}},
		"invalid module grant: 'a/b'":  {Modules: []string{"a/b"}},
	} {
		if _, err := New(g, "/"); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := New(Grants{Env: []string{"A*", "B"}, Run: []string{"a b", "*"}, Modules: []string{"a.b", "*"}}, "/"); err != nil {
		t.Error(err)
	}
}

func TestSizesAndTimes(t *testing.T) {
	for s, want := range map[string]int64{"0": 0, "65536": 65536, "64K": 64 << 10, "64M": 64 << 20, "64MiB": 64 << 20, "64mb": 64 << 20, "1.5G": 3 << 29, "2T": 2 << 40, " 1 K ": 1024, "10B": 10} {
		if got, err := ParseSize(s); got != want || err != nil {
			t.Errorf("%q: %d, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "M", "-1", "1X", "1e5", "9999999T", "1i", "0x10", "1.2.3", "nan", "inf"} {
		if n, err := ParseSize(s); err == nil {
			t.Errorf("%q: %d", s, n)
		}
	}
	for s, want := range map[string]time.Duration{"2s": 2 * time.Second, "2": 2 * time.Second, "0.5": time.Second / 2, "500ms": time.Second / 2, "1m30s": 90 * time.Second} {
		if got, err := ParseDuration(s); got != want || err != nil {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "-1", "-2s", "x", "1y", "inf", "nan", "1e300"} {
		if d, err := ParseDuration(s); err == nil {
			t.Errorf("%q: %v", s, d)
		}
	}
	for n, want := range map[int64]string{0: "0", 1023: "1023", 1024: "1K", 64 << 20: "64M", 3 << 29: "1.5G"} {
		if got := FormatSize(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	a := Limits{Time: time.Second, Memory: 100}.Within(Limits{Time: time.Minute, Memory: 50, Handles: 3})
	if a != (Limits{Time: time.Second, Memory: 50, Handles: 3}) {
		t.Error(a)
	}
	e := &Exceeded{Resource: "memory", Limit: 64 << 20, Used: 65 << 20}
	if e.Error() != "memory limit of 64M exceeded (65M used)" {
		t.Error(e)
	}
}
