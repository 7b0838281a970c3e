// This file implements structure sequences: tuples with named fields, such as sys.version_info and os.stat_result.
package core

import "strings"

// StructSeqField names one field of a structure sequence; those beyond the visible ones are attributes only.
type StructSeqSpec struct {
	Name    string // "sys.version_info"
	Doc     string
	Fields  []string
	Visible int // fields that are items of the tuple; 0 means all
	NoNew   bool
	Fill    func(items []Value) // completes the fields that a call of the class left None; may be nil
}

// SetupStructSeq fills a structure sequence type.
func SetupStructSeq(typ *Type, spec StructSeqSpec) {
	visible := spec.Visible
	if visible == 0 {
		visible = len(spec.Fields)
	}
	var members []GetSet
	var named []string // the repr shows the items under the first names, as CPython's does
	unnamed := 0
	for i, f := range spec.Fields {
		if f == "" {
			unnamed++
			continue
		}
		named = append(named, f)
		members = append(members, GetSet{Name: f, Get: func(t *Thread, v Value) (Value, error) {
			return structItems(v)[i], nil
		}})
	}
	n := len(spec.Fields)
	short := spec.Name[strings.LastIndexByte(spec.Name, '.')+1:]
	ts := &TypeSpec{
		Name: spec.Name, Base: &TupleType, Doc: spec.Doc, Layout: structLayout, Flags: flagGenericGet | flagGenericSet,
		Members: members,
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			b := t.NewText()
			b.Put(spec.Name, "(")
			for i := range visible {
				f := named[i]
				if i > 0 {
					b.Put(", ")
				}
				r, err := t.Repr(structItems(v)[i])
				if err != nil {
					return Unbound, err
				}
				b.Put(f, "=", r.s)
			}
			b.PutByte(')')
			return b.Val()
		}},
		Attrs: []Attr{{"n_fields", Int(int64(n))}, {"n_sequence_fields", Int(int64(visible))}, {"n_unnamed_fields", Int(int64(unnamed))}},
		New: &Func{Name: short, Sig: "(cls, sequence, dict={})", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			if spec.NoNew {
				return Unbound, t.TypeError("cannot create '%s' instances", spec.Name)
			}
			items, err := t.Collect(a[1])
			if err != nil {
				if Matches(err, &ExcTypeError) {
					return Unbound, t.TypeError("constructor requires a sequence")
				}
				return Unbound, err
			}
			switch {
			case visible != n && len(items) < visible:
				return Unbound, t.TypeError("%s() takes an at least %d-sequence (%d-sequence given)", spec.Name, visible, len(items))
			case visible != n && len(items) > n:
				return Unbound, t.TypeError("%s() takes an at most %d-sequence (%d-sequence given)", spec.Name, n, len(items))
			case visible == n && len(items) != n:
				return Unbound, t.TypeError("%s() takes a %d-sequence (%d-sequence given)", spec.Name, n, len(items))
			}
			d := AsDict(a[2])
			if !a[2].IsUnbound() && d == nil {
				return Unbound, t.TypeError("%s() takes a dict as second arg, if any", spec.Name)
			}
			if d != nil {
				known := 0
				for i := len(items); i < n; i++ {
					if _, ok := d.GetStr(NewStr(spec.Fields[i])); ok {
						known++
					}
				}
				if known != d.Len() {
					return Unbound, t.TypeError("%s() got duplicate or unexpected field name(s)", spec.Name)
				}
			}
			for i := len(items); i < n; i++ {
				x := None
				if d != nil {
					if v, ok := d.GetStr(NewStr(spec.Fields[i])); ok {
						x = v
					}
				}
				items = append(items, x)
			}
			if spec.Fill != nil {
				spec.Fill(items)
			}
			return newStructSeq(typ, visible, items), nil
		}},
		Methods: []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			all := structItems(a[0])
			d := NewDict()
			for i := visible; i < n; i++ {
				d.SetStr(Intern(spec.Fields[i]), all[i])
			}
			return NewTuple(typ.Val(), NewTuple(NewTuple(all[:visible]...), d.Val())), nil
		}}, {Name: "__replace__", Sig: "(self, /, **changes)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if unnamed > 0 {
				return Unbound, t.TypeError("__replace__() is not supported for %s because it has unnamed field(s)", spec.Name)
			}
			all := append([]Value(nil), structItems(a[0])...)
			if !a[1].IsUnbound() {
				d := As[Dict](a[1])
				for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
					j := indexOfName(spec.Fields, AsStr(k).s)
					if j < 0 {
						return Unbound, t.TypeError("Got unexpected field name(s): ['%s']", AsStr(k).s)
					}
					all[j] = v
				}
			}
			return newStructSeq(typ, visible, all), nil
		}}},
	}
	typ.Setup(ts)
	match := make([]Value, 0, visible)
	for _, f := range spec.Fields[:visible] {
		if f != "" {
			match = append(match, Intern(f).Val())
		}
	}
	typ.dict.SetStr(nMatchArgs, TupleOf(match))
	typ.seqVisible = visible
}

// structSeq is the layout: a tuple of the visible items, and all of them.
type structSeq struct {
	Tuple
	all []Value
}

var structLayout = LayoutOf[structSeq]()

func structItems(v Value) []Value { return As[structSeq](v).all }

func newStructSeq(typ *Type, visible int, all []Value) Value {
	s := &structSeq{all: all}
	s.shape = &typ.shape0
	s.items = all[:visible:visible]
	return obj(&s.Header)
}

// NewStructSeq makes an instance; items are all fields.
func NewStructSeq(typ *Type, items ...Value) Value { return newStructSeq(typ, typ.seqVisible, items) }

func (t *Thread) structSeq(typ *Type, items ...Value) Value { return NewStructSeq(typ, items...) }

// The structure sequences of module sys.
var (
	VersionInfoType, FlagsType, FloatInfoType, IntInfoType Type
	HashInfoType, ThreadInfoType, AsyncGenHooksType        Type
)

func setupSysTypes() {
	for _, s := range []struct {
		typ    *Type
		name   string
		fields string
		vis    int
	}{
		{&VersionInfoType, "version_info", "major minor micro releaselevel serial", 0},
		{&FlagsType, "flags", "debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits gil thread_inherit_context context_aware_warnings", 18},
		{&FloatInfoType, "float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds", 0},
		{&IntInfoType, "int_info", "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold", 0},
		{&HashInfoType, "hash_info", "width modulus inf nan imag algorithm hash_bits seed_bits cutoff", 0},
		{&ThreadInfoType, "thread_info", "name lock version", 0},
		{&AsyncGenHooksType, "asyncgen_hooks", "firstiter finalizer", 0},
	} {
		SetupStructSeq(s.typ, StructSeqSpec{Name: "sys." + s.name, Fields: strings.Fields(s.fields), Visible: s.vis,
			NoNew: s.typ == &VersionInfoType || s.typ == &FlagsType})
	}
}
