// This file is MemoryBIO: bytes on their way into or out of an SSLObject.
package ssl_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

var bioType core.Type

type bio struct {
	core.Header
	data []byte
	end  bool // write_eof() was called
}

func bioSelf(v value) *bio { return core.As[bio](v) }

func (b *bio) take(n int) []byte {
	n = min(n, len(b.data))
	out := b.data[:n:n]
	if b.data = b.data[n:]; len(b.data) == 0 {
		b.data = nil
	}
	return out
}

func setupBIO() {
	bioType.Setup(&core.TypeSpec{
		Name: "_ssl.MemoryBIO", Layout: core.LayoutOf[bio](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "MemoryBIO", Sig: "(cls)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.Obj(&core.New[bio](core.AsType(a[0])).Header), nil
		}},
		Methods: []core.Func{
			{Name: "read", Sig: "(self, size=-1, /)", Flags: core.Charges, Doc: "Read up to size bytes from the memory BIO.\n\nIf size is not specified, read the entire buffer.\nIf the return value is an empty bytes instance, this means either\nEOF or that no data is available. Use the \"eof\" property to\ndistinguish between the two.", Fn: func(t *thread, a []value) (value, error) {
				n, err := t.CInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				b := bioSelf(a[0])
				if n < 0 || n > len(b.data) {
					n = len(b.data)
				}
				if err := t.Charge(n); err != nil {
					return core.Unbound, err
				}
				return core.NewBytes(append(make([]byte, 0, n), b.take(n)...)), nil
			}},
			{Name: "write", Sig: "(self, b, /)", Flags: core.Charges, Doc: "Writes the bytes b into the memory BIO.\n\nReturns the number of bytes written.", Fn: func(t *thread, a []value) (value, error) {
				buf, err := t.ReadBuffer(a[1])
				if err != nil {
					return core.Unbound, err
				}
				defer buf.Done()
				b := bioSelf(a[0])
				if b.end {
					return core.Unbound, raise(t, &sslError, errSSL, "", "", "cannot write() after write_eof()", atHandshake)
				}
				if err := t.Charge(len(buf.B)); err != nil {
					return core.Unbound, err
				}
				b.data = append(b.data, buf.B...)
				return core.Int(int64(len(buf.B))), nil
			}},
			{Name: "write_eof", Sig: "(self, /)", Flags: core.Pure, Doc: "Write an EOF marker to the memory BIO.\n\nWhen all data has been read, the \"eof\" property will be True.", Fn: func(t *thread, a []value) (value, error) {
				bioSelf(a[0]).end = true
				return core.None, nil
			}},
		},
		GetSets: []core.GetSet{
			{Name: "pending", Doc: "The number of bytes pending in the memory BIO.", Get: func(t *thread, v value) (value, error) {
				return core.Int(int64(len(bioSelf(v).data))), nil
			}},
			{Name: "eof", Doc: "Whether the memory BIO is at EOF.", Get: func(t *thread, v value) (value, error) {
				b := bioSelf(v)
				return core.Bool(b.end && len(b.data) == 0), nil
			}},
		},
	})
}
