// Package accounts is the native modules pwd and grp: the users and groups in the system's files.
package accounts

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	passwdType, groupType core.Type
	setupOnce             sync.Once
)

const maxFile = 16 << 20

func types() {
	setupOnce.Do(func() {
		core.SetupStructSeq(&passwdType, core.StructSeqSpec{Name: "pwd.struct_passwd", Fields: strings.Fields("pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell"),
			Doc: "pwd.struct_passwd: the entry of a user, with the fields pw_name, pw_passwd,\npw_uid, pw_gid, pw_gecos, pw_dir and pw_shell, by name or by position."})
		core.SetupStructSeq(&groupType, core.StructSeqSpec{Name: "grp.struct_group", Fields: strings.Fields("gr_name gr_passwd gr_gid gr_mem"),
			Doc: "grp.struct_group: the entry of a group, with the fields gr_name, gr_passwd,\ngr_gid and gr_mem, by name or by position."})
	})
}

// lines gives the entries of a file with n fields, split at colons; a file that cannot be read has none.
func lines(t *thread, path string, n int) ([][]string, error) {
	b, err := t.Interp().Host().ReadFile(t, path, maxFile)
	if err != nil {
		err = t.OSError(err)
		if core.Matches(err, &core.ExcOSError) {
			return nil, nil
		}
		return nil, err
	}
	var out [][]string
	for _, l := range strings.Split(string(b), "\n") {
		if err := t.Poll(); err != nil {
			return nil, err
		}
		if f := strings.Split(l, ":"); len(f) >= n && !strings.HasPrefix(l, "#") {
			out = append(out, f)
		}
	}
	return out, nil
}

func number(s string) value {
	n, _ := strconv.ParseUint(s, 10, 32)
	return core.Int(int64(n))
}

func passwd(t *thread, f []string) value {
	s := t.FSString
	return core.NewStructSeq(&passwdType, s(f[0]), s(f[1]), number(f[2]), number(f[3]), s(f[4]), s(f[5]), s(f[6]))
}

func group(t *thread, f []string) value {
	var mem []value
	for _, m := range strings.Split(f[3], ",") {
		if m != "" {
			mem = append(mem, t.FSString(m))
		}
	}
	return core.NewStructSeq(&groupType, t.FSString(f[0]), t.FSString(f[1]), number(f[2]), core.NewList(mem))
}

// database is one of the two files.
type database struct {
	path         string
	fields       int
	id           string // "uid"
	byName, byID string
	make         func(t *thread, f []string) value
	nameMsg      string
}

func (d *database) all(t *thread, a []value) (value, error) {
	ls, err := lines(t, d.path, d.fields)
	if err != nil {
		return core.Unbound, err
	}
	items := make([]value, len(ls))
	for i, f := range ls {
		items[i] = d.make(t, f)
	}
	return core.NewList(items), nil
}

func (d *database) find(t *thread, match func(f []string) bool, msg string) (value, error) {
	ls, err := lines(t, d.path, d.fields)
	if err != nil {
		return core.Unbound, err
	}
	for _, f := range ls {
		if match(f) {
			return d.make(t, f), nil
		}
	}
	return core.Unbound, t.KeyError(core.StrVal(msg))
}

func (d *database) name(t *thread, a []value) (value, error) {
	if core.AsStr(a[0]) == nil {
		return core.Unbound, t.TypeError(d.nameMsg, a[0].TypeName())
	}
	name, err := t.FSText(a[0])
	if err != nil {
		if core.Matches(err, &core.ExcValueError) && !core.Matches(err, &core.ExcUnicodeError) {
			err = t.ValueError("embedded null byte")
		}
		return core.Unbound, err
	}
	r, err := t.Repr(a[0])
	if err != nil {
		return core.Unbound, err
	}
	return d.find(t, func(f []string) bool { return f[0] == name }, d.byName+"(): name not found: "+r.String())
}

func (d *database) number(t *thread, a []value) (value, error) {
	if core.SlotsOf(a[0]).Index == nil {
		return core.Unbound, t.TypeError("%s should be integer, not %s", d.id, a[0].TypeName())
	}
	x, err := t.Index(a[0])
	if err != nil {
		return core.Unbound, err
	}
	n, b, _ := core.AsInt(x)
	msg := d.byID + "(): " + d.id + " not found"
	if b != nil || n < -1 || n > math.MaxUint32 {
		return core.Unbound, t.KeyError(core.StrVal(msg))
	}
	text := strconv.FormatInt(n, 10)
	return d.find(t, func(f []string) bool { return f[2] == text }, msg+": "+text)
}

// Pwd is pwd.
func Pwd() *core.ModuleDef {
	d := &database{path: "/etc/passwd", fields: 7, id: "uid", byName: "getpwnam", byID: "getpwuid", make: passwd, nameMsg: "getpwnam() argument must be str, not %s"}
	return &core.ModuleDef{
		Name:  "pwd",
		Doc:   "The users that the system knows.\n\nAn entry is a tuple with named fields: name, encrypted password, user id,\ngroup id, comment (mostly the full name), home directory and shell, each with\npw_ in front of its name.",
		Types: func() []*core.Type { types(); return []*core.Type{&passwdType} },
		Funcs: []core.Func{
			{Name: "getpwuid", Sig: "(uidobj, /)", Flags: core.HostOp, Doc: "Return the entry of a user by number, or raise KeyError if there is none.", Fn: d.number},
			{Name: "getpwnam", Sig: "(name, /)", Flags: core.HostOp, Doc: "Return the entry of a user by name, or raise KeyError if there is none.", Fn: d.name},
			{Name: "getpwall", Sig: "()", Flags: core.HostOp, Doc: "Return the entries of all users, in no particular order.", Fn: d.all},
		},
	}
}

// Grp is grp.
func Grp() *core.ModuleDef {
	d := &database{path: "/etc/group", fields: 4, id: "gid", byName: "getgrnam", byID: "getgrgid", make: group, nameMsg: "getgrnam() argument 1 must be str, not %s"}
	return &core.ModuleDef{
		Name:  "grp",
		Doc:   "The groups that the system knows.\n\nAn entry is a tuple with named fields: gr_name, gr_passwd, gr_gid and gr_mem,\nthe list of its members. A user whose own entry names the group need not be in\nthat list.",
		Types: func() []*core.Type { types(); return []*core.Type{&groupType} },
		Funcs: []core.Func{
			{Name: "getgrgid", Sig: "(id)", Flags: core.HostOp, Doc: "Return the entry of a group by number, or raise KeyError if there is none.", Fn: d.number},
			{Name: "getgrnam", Sig: "(name)", Flags: core.HostOp, Doc: "Return the entry of a group by name, or raise KeyError if there is none.", Fn: d.name},
			{Name: "getgrall", Sig: "()", Flags: core.HostOp, Doc: "Return the entries of all groups, in no particular order.", Fn: d.all},
		},
	}
}
