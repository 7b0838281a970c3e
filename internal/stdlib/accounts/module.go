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
			Doc: "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple."})
		core.SetupStructSeq(&groupType, core.StructSeqSpec{Name: "grp.struct_group", Fields: strings.Fields("gr_name gr_passwd gr_gid gr_mem"),
			Doc: "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n"})
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
		Doc:   "This module provides access to the Unix password database.\nIt is available on all Unix versions.\n\nPassword database entries are reported as 7-tuples containing the following\nitems from the password database (see `<pwd.h>'), in order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\nThe uid and gid items are integers, all others are strings. An\nexception is raised if the entry asked for cannot be found.",
		Types: func() []*core.Type { types(); return []*core.Type{&passwdType} },
		Funcs: []core.Func{
			{Name: "getpwuid", Sig: "(uidobj, /)", Flags: core.HostOp, Doc: "Return the password database entry for the given numeric user ID.\n\nSee `help(pwd)` for more on password database entries.", Fn: d.number},
			{Name: "getpwnam", Sig: "(name, /)", Flags: core.HostOp, Doc: "Return the password database entry for the given user name.\n\nSee `help(pwd)` for more on password database entries.", Fn: d.name},
			{Name: "getpwall", Sig: "()", Flags: core.HostOp, Doc: "Return a list of all available password database entries, in arbitrary order.\n\nSee help(pwd) for more on password database entries.", Fn: d.all},
		},
	}
}

// Grp is grp.
func Grp() *core.ModuleDef {
	d := &database{path: "/etc/group", fields: 4, id: "gid", byName: "getgrnam", byID: "getgrgid", make: group, nameMsg: "getgrnam() argument 1 must be str, not %s"}
	return &core.ModuleDef{
		Name:  "grp",
		Doc:   "Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following fields\nfrom the group database, in order:\n\n  name   - name of the group\n  passwd - group password (encrypted); often empty\n  gid    - numeric ID of the group\n  mem    - list of members\n\nThe gid is an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as members of the groups they are in\naccording to the password database.  Check both databases to get\ncomplete membership information.)",
		Types: func() []*core.Type { types(); return []*core.Type{&groupType} },
		Funcs: []core.Func{
			{Name: "getgrgid", Sig: "(id)", Flags: core.HostOp, Doc: "Return the group database entry for the given numeric group ID.\n\nIf id is not valid, raise KeyError.", Fn: d.number},
			{Name: "getgrnam", Sig: "(name)", Flags: core.HostOp, Doc: "Return the group database entry for the given group name.\n\nIf name is not valid, raise KeyError.", Fn: d.name},
			{Name: "getgrall", Sig: "()", Flags: core.HostOp, Doc: "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose name starts with '+' or '-' represents an instruction\nto use YP/NIS and may not be accessible via getgrnam or getgrgid.", Fn: d.all},
		},
	}
}
