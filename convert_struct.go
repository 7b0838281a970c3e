// This file reads the fields of struct types: names, tags, promotion. The rules are encoding/json's, with the tag key py,
// or json where a field has no py tag.

package vivarium

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

// field is one field of a struct as Python sees it.
type field struct {
	name      string
	key       *core.Str
	index     []int
	typ       reflect.Type
	omitEmpty bool
	omitZero  bool
	required  bool
	tagged    bool
}

// structPlan is the fields of a struct type.
type structPlan struct {
	fields []field
	byName map[string]*field
}

// structPlans keeps the plans of all struct types seen; they depend on nothing but the type.
var structPlans sync.Map

func planOf(t reflect.Type) *structPlan {
	if p, ok := structPlans.Load(t); ok {
		return p.(*structPlan)
	}
	p, _ := structPlans.LoadOrStore(t, makePlan(t))
	return p.(*structPlan)
}

func makePlan(t reflect.Type) *structPlan {
	var all []field
	collectFields(t, nil, map[reflect.Type]bool{}, &all)
	best := map[string]int{}
	clash := map[string]bool{}
	for i := range all {
		f := &all[i]
		j, seen := best[f.name]
		switch {
		case !seen:
			best[f.name] = i
		case better(f, &all[j]):
			best[f.name], clash[f.name] = i, false
		case !better(&all[j], f):
			clash[f.name] = true
		}
	}
	p := &structPlan{byName: map[string]*field{}}
	for i := range all {
		if f := &all[i]; best[f.name] == i && !clash[f.name] {
			f.key = core.Intern(f.name)
			p.fields = append(p.fields, *f)
		}
	}
	for i := range p.fields {
		p.byName[p.fields[i].name] = &p.fields[i]
	}
	return p
}

// better reports that f hides g, which has the same name: it is less deep, or as deep and tagged.
func better(f, g *field) bool {
	if len(f.index) != len(g.index) {
		return len(f.index) < len(g.index)
	}
	return f.tagged && !g.tagged
}

func collectFields(t reflect.Type, index []int, inside map[reflect.Type]bool, out *[]field) {
	if inside[t] {
		return
	}
	inside[t] = true
	defer delete(inside, t)
	for i := range t.NumField() {
		sf := t.Field(i)
		ft := sf.Type
		if ft.Kind() == reflect.Pointer {
			ft = ft.Elem()
		}
		if sf.Anonymous {
			if !sf.IsExported() && (ft.Kind() != reflect.Struct || sf.Type.Kind() == reflect.Pointer) {
				continue
			}
		} else if !sf.IsExported() {
			continue
		}
		tag, ok := sf.Tag.Lookup("py")
		if !ok {
			tag = sf.Tag.Get("json")
		}
		if tag == "-" {
			continue
		}
		name, opts, _ := strings.Cut(tag, ",")
		at := append(slices.Clone(index), i)
		if sf.Anonymous && name == "" && ft.Kind() == reflect.Struct && !special(sf.Type) && !special(ft) {
			collectFields(ft, at, inside, out)
			continue
		}
		f := field{name: name, index: at, typ: sf.Type, tagged: name != ""}
		if name == "" {
			f.name = sf.Name
		}
		for opts != "" {
			var o string
			o, opts, _ = strings.Cut(opts, ",")
			switch o {
			case "omitempty":
				f.omitEmpty = true
			case "omitzero":
				f.omitZero = true
			case "required":
				f.required = true
			}
		}
		*out = append(*out, f)
	}
}

// special reports types that are not converted field by field.
func special(t reflect.Type) bool {
	return t == typeTime || t == typeBigInt || t == typeObject || t.Implements(typeMarshaler) || reflect.PointerTo(t).Implements(typeUnmarshaler) ||
		t.Implements(typeTextMarshaler) || reflect.PointerTo(t).Implements(typeTextUnmarshaler)
}

// ownEncoding reports types whose way to Python comes before their text.
func ownEncoding(t reflect.Type) bool {
	return t == typeTime || t == typeBigInt || t.Implements(typeMarshaler)
}

// get gives the field's value; ok is false where it is below a nil pointer or to be left out.
func (f *field) get(v reflect.Value) (x reflect.Value, ok bool) {
	for i, n := range f.index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(n)
	}
	if f.omitEmpty && empty(v) || f.omitZero && v.IsZero() {
		return v, false
	}
	return v, true
}

// place gives the field to be set, making the structs that it is embedded in by pointer.
func (f *field) place(v reflect.Value) reflect.Value {
	for i, n := range f.index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(n)
	}
	return v
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
