// This file derives from the Go type of a layout what its objects hold: Values, other objects, and memory of their own.
// With that, the memory walk sees through every native object and all state of modules without their help.
package core

import (
	"math/big"
	"reflect"
	"strings"
	"sync"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

type planKind uint8

const (
	planValue  planKind = iota // a Value
	planObject                 // a pointer to an object
	planPtr                    // a pointer to a struct of our own
	planString
	planSlice
	planMap
	planIface
	planBig // *big.Int
	planAux // Str.aux
)

// planField is one field that refers to memory; elem describes what a pointer, slice or map leads to.
type planField struct {
	off  uintptr
	kind planKind
	elem *plan
	typ  reflect.Type // of maps and interfaces
}

// plan describes a type: its size, and the fields that refer to anything.
type plan struct {
	size   uintptr
	fields []planField
	code   bool // a CodeRT
}

var (
	plans   sync.Map // reflect.Type -> *plan
	plansMu sync.Mutex

	valueGo  = reflect.TypeFor[Value]()
	headerGo = reflect.TypeFor[Header]()
	bigGo    = reflect.TypeFor[big.Int]()
	shapeGo  = reflect.TypeFor[Shape]()
	typeGo   = reflect.TypeFor[Type]()
	strGo    = reflect.TypeFor[Str]()
	codeRTGo = reflect.TypeFor[CodeRT]()
	codeGo   = reflect.TypeFor[code.Code]()
	// beyond are types that a walk does not enter: they belong to the runtime or to all interpreters.
	beyond = map[reflect.Type]bool{
		reflect.TypeFor[Interpreter](): true, reflect.TypeFor[Thread](): true, reflect.TypeFor[Runtime](): true, shapeGo: true,
		reflect.TypeFor[Func](): true, reflect.TypeFor[ModuleDef](): true, reflect.TypeFor[Layout](): true, reflect.TypeFor[weakList](): true,
	}
)

// planOf gives the plan of a type, made once for all interpreters.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	plansMu.Lock()
	defer plansMu.Unlock()
	made := map[reflect.Type]*plan{}
	p := makePlan(t, made)
	for t, p := range made {
		plans.LoadOrStore(t, p)
	}
	return p
}

func makePlan(t reflect.Type, made map[reflect.Type]*plan) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	if p := made[t]; p != nil {
		return p
	}
	p := &plan{size: t.Size(), code: t == codeRTGo}
	made[t] = p
	p.add(t, 0, made)
	return p
}

// isObject reports a struct that begins with a Header.
func isObject(t reflect.Type) bool {
	for t.Kind() == reflect.Struct && t.NumField() > 0 {
		if t == headerGo {
			return true
		}
		t = t.Field(0).Type
	}
	return false
}

func (p *plan) add(t reflect.Type, off uintptr, made map[reflect.Type]*plan) {
	switch t.Kind() {
	case reflect.Struct:
		switch {
		case t == valueGo:
			p.fields = append(p.fields, planField{off: off, kind: planValue})
			return
		case t == headerGo || beyond[t]:
			return
		case t == bigGo:
			p.fields = append(p.fields, planField{off: off + bigGo.Field(1).Offset, kind: planSlice, elem: makePlan(reflect.TypeFor[big.Word](), made)})
			return
		}
		for i := range t.NumField() {
			f := t.Field(i)
			if t == strGo && f.Name == "aux" {
				p.fields = append(p.fields, planField{off: off + f.Offset, kind: planAux})
				continue
			}
			p.add(f.Type, off+f.Offset, made)
		}
	case reflect.Array:
		n := t.Len()
		if n > 64 {
			return
		}
		for i := range n {
			p.add(t.Elem(), off+uintptr(i)*t.Elem().Size(), made)
		}
	case reflect.String:
		p.fields = append(p.fields, planField{off: off, kind: planString})
	case reflect.Slice:
		p.fields = append(p.fields, planField{off: off, kind: planSlice, elem: makePlan(t.Elem(), made)})
	case reflect.Map:
		p.fields = append(p.fields, planField{off: off, kind: planMap, typ: t})
	case reflect.Interface:
		p.fields = append(p.fields, planField{off: off, kind: planIface, typ: t})
	case reflect.Pointer:
		e := t.Elem()
		switch {
		case e == bigGo:
			p.fields = append(p.fields, planField{off: off, kind: planBig})
		case e.Kind() != reflect.Struct && e.Kind() != reflect.Array || beyond[e]:
		case isObject(e):
			p.fields = append(p.fields, planField{off: off, kind: planObject})
		case ours(e):
			p.fields = append(p.fields, planField{off: off, kind: planPtr, elem: makePlan(e, made)})
		case foreign(e):
			p.fields = append(p.fields, planField{off: off, kind: planPtr, elem: &plan{size: e.Size()}})
		}
	}
}

const internal = "github.com/vivarium-py/vivarium/internal/"

// ours reports types that belong to one interpreter, so that they are walked: those of Vivarium, but for what the system and
// policies keep, and those of other packages that are entered.
func ours(t reflect.Type) bool {
	path, ok := strings.CutPrefix(t.PkgPath(), internal)
	return t.Name() == "" || ok && path != "host" && path != "policy" && path != "crossing" || entered[t.PkgPath()] || entered[t.PkgPath()+"."+t.Name()]
}

// foreign reports types of other packages: they are counted, and not entered unless it is known that no goroutine changes them.
func foreign(t reflect.Type) bool {
	return t.PkgPath() != "" && !strings.HasPrefix(t.PkgPath(), internal)
}

// entered are the packages and types that are not Vivarium's and yet walked: most of what they take is behind pointers.
var entered = map[string]bool{
	"compress/flate":                        true,
	"github.com/ulikunitz/xz/lzma":          true,
	"github.com/ulikunitz/xz/internal/hash": true,
	"bufio.Writer":                          true,
	"crypto/x509.Certificate":               true,
	"crypto/x509.RevocationList":            true,
}

// ptrAt reads the pointer at p.
func ptrAt(p unsafe.Pointer) unsafe.Pointer { return *(*unsafe.Pointer)(p) }
