// This file is the plain text stream that sys.stdout and sys.stderr are while module _io is not part of the program.
package core

// ConsoleType is the type of the plain streams.
var ConsoleType Type

// console writes text to a descriptor of the host, unbuffered unless buffer is set.
type console struct {
	Header
	fd  int
	buf []byte
}

func (c *console) flush(t *Thread) error {
	for len(c.buf) > 0 {
		n, err := t.interp.host.Write(t, c.fd, c.buf)
		if err != nil {
			return t.OSError(err)
		}
		c.buf = c.buf[n:]
	}
	return nil
}

func setupConsole() {
	ConsoleType.Setup(&TypeSpec{
		Name: "console", Layout: LayoutOf[console](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Methods: []Func{
			{Name: "write", Sig: "(self, text, /)", Flags: HostOp | Blocks, Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return Unbound, t.TypeError("write() argument must be str, not %s", a[1].TypeName())
				}
				c := As[console](a[0])
				c.buf = append(c.buf, s.s...)
				if c.fd == 2 || len(c.buf) > 8192 {
					return Int(int64(s.n)), c.flush(t)
				}
				return Int(int64(s.n)), nil
			}},
			{Name: "flush", Sig: "(self, /)", Flags: HostOp | Blocks, Fn: func(t *Thread, a []Value) (Value, error) { return None, As[console](a[0]).flush(t) }},
			{Name: "fileno", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Int(int64(As[console](a[0]).fd)), nil }},
			{Name: "isatty", Sig: "(self, /)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
				return Bool(t.interp.host.Isatty(As[console](a[0]).fd)), nil
			}},
		},
	})
}

// initStreams makes the plain standard streams.
func (t *Thread) initStreams() error {
	for fd, name := range []string{"stdin", "stdout", "stderr"} {
		v := None
		if fd > 0 && t.interp.host != nil {
			v = obj(&(&console{Header: Header{&ConsoleType.shape0}, fd: fd}).Header)
		}
		t.interp.sysDict.SetStr(Intern(name), v)
		t.interp.sysDict.SetStr(Intern("__"+name+"__"), v)
	}
	return nil
}
