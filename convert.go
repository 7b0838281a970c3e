// This file holds what both directions of conversion share: the types that only Go makes, text, and limits of nesting.

package vivarium

import (
	"context"
	"encoding"
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Marshaler is implemented by types that choose what they become in Python: the value that MarshalPython returns is
// converted instead. It runs in the middle of a call and must not use the interpreter; the same goes for UnmarshalPython,
// MarshalText and UnmarshalText.
type Marshaler interface {
	MarshalPython() (any, error)
}

// Unmarshaler is implemented by types (usually by their pointers) that read themselves from Python: v is the value as
// conversion to an any gives it.
type Unmarshaler interface {
	UnmarshalPython(v any) error
}

// maxNesting bounds how deep converted values may nest: what contains itself ends there.
const maxNesting = 1000

var errNesting = convErr("nested deeper than %d levels (or contains itself)", maxNesting)

func nestingError() error { e := *errNesting; return &e }

// Types with conversions of their own.
var (
	typeAny             = reflect.TypeFor[any]()
	typeError           = reflect.TypeFor[error]()
	typePythonError     = reflect.TypeFor[*PythonError]()
	typeContext         = reflect.TypeFor[context.Context]()
	typeTime            = reflect.TypeFor[time.Time]()
	typeDuration        = reflect.TypeFor[time.Duration]()
	typeBigInt          = reflect.TypeFor[big.Int]()
	typeObject          = reflect.TypeFor[*Object]()
	typeKeywords        = reflect.TypeFor[Keywords]()
	typeMarshaler       = reflect.TypeFor[Marshaler]()
	typeUnmarshaler     = reflect.TypeFor[Unmarshaler]()
	typeTextMarshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	typeTextUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	typeOpaque          = reflect.TypeFor[opaque]()
	typeJSONNumber      = reflect.TypeFor[json.Number]()
)

// opaque is what Opaque makes.
type opaque struct{ v any }

// Opaque wraps a Go value so that it crosses into Python as it is, as an object that Python code can hold and hand back but
// not look into. Converted back, it is the same Go value.
func Opaque(v any) any { return opaque{v} }

// goObject is a Go value in Python.
type goObject struct {
	core.Header
	v any
}

// goErrorType is vivarium.GoError, the class of Go errors in Python; goObjectType is that of opaque Go values.
var (
	typesOnce                 sync.Once
	goErrorType, goObjectType core.Type
)

// setupTypes sets up the types that Go makes; the core has been bootstrapped.
func setupTypes() {
	typesOnce.Do(func() {
		goErrorType.Setup(&core.TypeSpec{Name: "vivarium.GoError", Base: &core.ExcException, Flags: core.FlagBase,
			Doc: "An error that a Go function returned. Its attribute error is the Go value."})
		goObjectType.Setup(&core.TypeSpec{Name: "vivarium.GoObject", Layout: core.LayoutOf[goObject](), Flags: core.FlagGeneric | core.FlagNoNew,
			Doc: "A Go value that Python can only hold and hand back.",
			Slots: core.Slots{Repr: func(t *core.Thread, v core.Value) (core.Value, error) {
				return core.StrVal("<" + goObjectText(core.As[goObject](v).v) + ">"), nil
			}},
		})
	})
}

func goObjectText(v any) string {
	switch r := v.(type) {
	case *goRef:
		return validText(r.text)
	case *goRefError:
		return validText(r.ref.text)
	}
	if err, ok := v.(error); ok {
		return validText(clip(fmt.Sprintf("go %T: %v", err, err), 1000))
	}
	return validText(fmt.Sprintf("go %T", v))
}

func newGoObject(v any) core.Value {
	return core.Make(&goObjectType, &(&goObject{v: v}).Header)
}

// typesModule is the module vivarium, which every interpreter made from Go can import.
var typesModule = core.ModuleDef{
	Name: "vivarium", Doc: "What Python code embedded in a Go program sees of it.",
	Types: func() []*core.Type { return []*core.Type{&goErrorType, &goObjectType} },
}

// converter is an interpreter's state of conversions. It is guarded by the interpreter's lock.
type converter struct {
	ctxs  map[*core.Thread]context.Context // of the calls from Go that run on a thread
	gates map[*core.Thread]*gate
}

func (c *converter) init(in *Interpreter) {
	setupTypes()
	in.core.AddModule(&typesModule)
}

// validText makes text of a Go string: bytes that are not UTF-8 become lone surrogates, as Python's surrogateescape
// has it, so that the way back restores them.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out := make([]byte, 0, len(s)+16)
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			c := s[0]
			out = append(out, 0xED, 0xB0|c>>6&0x3, 0x80|c&0x3F) // U+DC00 + c
		} else {
			out = append(out, s[:n]...)
		}
		s = s[n:]
	}
	return string(out)
}

// goString makes a Go string of a str, undoing validText. A lone surrogate that stands for no byte is an error.
func goString(s *core.Str) (string, error) {
	text := s.String()
	if s.ASCII() || utf8.ValidString(text) {
		return text, nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, n := core.DecodeRune(text[i:])
		switch {
		case r >= 0xDC80 && r <= 0xDCFF:
			out = append(out, byte(r-0xDC00))
		case r >= 0xD800 && r <= 0xDFFF:
			return "", convErr("str holds the lone surrogate U+%04X, which no Go string can", r)
		default:
			out = append(out, text[i:i+n]...)
		}
		i += n
	}
	return string(out), nil
}

// goText is goString for text that is only shown: what cannot be is replaced.
func goText(s *core.Str) string {
	if out, err := goString(s); err == nil {
		return out
	}
	out := []rune(nil)
	text := s.String()
	for i := 0; i < len(text); {
		r, n := core.DecodeRune(text[i:])
		out = append(out, r) // string() makes U+FFFD of surrogates
		i += n
	}
	return string(out)
}

// jsonNumber gives an int64, a *big.Int or a float64 of the text of a json.Number; without any it is 0, as in encoding/json.
func jsonNumber(s string) (any, error) {
	if s == "" {
		return int64(0), nil
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return i, nil
	}
	bad := convErr("the json.Number %q is no number", clip(s, 100))
	if s[0] != '-' && (s[0] < '0' || s[0] > '9') || !json.Valid([]byte(s)) {
		return nil, bad
	}
	if !strings.ContainsAny(s, ".eE") {
		b, ok := new(big.Int).SetString(s, 10)
		if !ok {
			return nil, bad
		}
		return b, nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		bad.Message, bad.Range = "the json.Number "+clip(s, 100)+" is out of the range of float64", true
		return nil, bad
	}
	return f, nil
}

// isSet reports Go's way to write a set.
func isSet(t reflect.Type) bool {
	return t.Elem().Kind() == reflect.Struct && t.Elem().NumField() == 0 && t.Elem().PkgPath() == ""
}

// orderedKeys gives the keys of a map, in order where they are strings.
func orderedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	if v.Type().Key().Kind() == reflect.String {
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	}
	return keys
}

func tupleItems(v core.Value) []core.Value {
	if u := core.AsTuple(v); u != nil {
		return u.Items()
	}
	return nil
}

// splitOut takes the place for the result from the arguments of a call.
func splitOut(what string, args []any) ([]any, any, error) {
	if len(args) == 0 {
		return nil, nil, nil
	}
	out := args[len(args)-1]
	if err := checkOut(out); err != nil {
		return nil, nil, fmt.Errorf("vivarium: %s: the last argument is where the result goes, a pointer or nil: %w", what, err)
	}
	return args[:len(args)-1], out, nil
}

// checkOut reports what cannot receive a result.
func checkOut(out any) error {
	if out == nil {
		return nil
	}
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer {
		return convErr("got %T", out)
	}
	if v.IsNil() {
		return convErr("got a nil %T", out)
	}
	return nil
}
