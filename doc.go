// Package vivarium embeds Python 3.14 in Go programs: many interpreters in one process, each behind its own glass.
//
//	rt := vivarium.New()
//	defer rt.Close()
//	in, err := rt.NewInterpreter(vivarium.Config{
//		Limits: vivarium.Limits{Time: time.Second, Memory: 64 << 20},
//		Policy: vivarium.Policy{Read: []string{"./data"}}, // the zero Policy grants nothing
//		Stdout: &buf,
//	})
//	defer in.Close()
//	err = in.Set("lookup", func(ctx context.Context, id int) (string, error) { ... })
//	err = in.Exec(ctx, src)
//	var out Report
//	err = in.Call(ctx, "handle", req, &out)
//
// It is pure Go: no cgo, no CPython, nothing to install.
//
// # Conversions
//
// Values are converted, not shared: what Python does with its copy, Go does not see.
//
//	Go                                    Python
//	nil, nil pointer, map or slice        None
//	bool                                  bool
//	int..., uint..., big.Int              int (range-checked on the way back; a bool is no int)
//	float32, float64                      float (an int is taken too, if the float holds it exactly)
//	complex64, complex128                 complex
//	string                                str (bytes that are not UTF-8 become surrogate escapes and back)
//	json.Number                           int or float
//	[]byte, [n]byte                       bytes (bytearray and memoryview are taken too)
//	slice, array                          list (tuples, sets, ranges and other iterables are taken too)
//	map                                   dict, in the order of its keys where those are strings
//	map[K]struct{}                        set (a map[K]bool takes sets too)
//	struct                                dict (the attributes of an object or a module are taken too)
//	time.Time                             datetime.datetime with a time zone, cut to microseconds
//	time.Duration                         datetime.timedelta, cut to microseconds
//	error                                 an exception: what Raise describes, or vivarium.GoError
//	func                                  a callable
//	*Object                               the very object
//	Opaque(v)                             an object that Python can only hold and hand back
//	encoding.TextMarshaler                str
//	Marshaler, Unmarshaler                what they choose
//
// The fields of structs follow the rules of encoding/json with the tag key py, or json where there is no py tag:
// `py:"name,omitempty"`, `py:"-"`, embedded structs promoted; besides, `py:",required"` makes a missing key an error. Unlike
// with encoding/json, names match exactly.
//
// An any receives the value nearest to the Python one: nil, bool, int64 or *big.Int, float64, complex128, string, []byte,
// []any, map[string]any or map[any]any, time.Time, time.Duration, *PythonError for an exception, and *Object for all else.
//
// What cannot be converted is a *ConversionError that says where: "messages[1].role: got int, want string".
//
// # Worker processes
//
// Config.Isolation Process runs an interpreter in a process of its own, behind the same API; see WorkerMain and Workers.
//
// # Functions
//
// A Go function becomes a Python callable. It may take a context first, and a Keywords last for keyword arguments; trailing
// pointer parameters are optional. It may return an error last, or a *PythonError, which is raised; no other result is None,
// several are a tuple. It runs with the interpreter's lock released: other threads of the interpreter run meanwhile. It must return when
// its context ends, because nothing else can stop Go code. A panic in it is contained and raised as a GoError that wraps a
// *PanicError; one in a method that a conversion calls (MarshalPython, UnmarshalText ...) is a *ConversionError that does.
//
// Errors keep their identity across Python: a Go error that a Go function returned is found by errors.Is and errors.As in the
// error of the call that ran the Python code, and a *PythonError that a Go function returns is raised as the exception
// that it came from.
package vivarium
