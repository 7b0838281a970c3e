// This file is MemoryBIO: bytes on their way into or out of an SSLObject.
package ssl_

import (
	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/core"
)

var bioType core.Type

// bio holds what was written from the byte at on.
type bio struct {
	core.Header
	data []byte
	at   int
	end  bool // write_eof() was called
}

func bioSelf(v value) *bio { return core.As[bio](v) }

// pending is how many bytes there are to be read.
func (b *bio) pending() int { return len(b.data) - b.at }

// take gives the next n bytes, or those that there are.
func (b *bio) take(n int) []byte {
	n = min(n, b.pending())
	out := b.data[b.at : b.at+n : b.at+n]
	if b.at += n; b.at == len(b.data) {
		b.data, b.at = nil, 0
	}
	return out
}

// put appends bytes; where there is no room it drops what was read.
func (b *bio) put(t *thread, more []byte) error {
	if len(b.data)+len(more) > cap(b.data) {
		room := b.pending() + len(more)
		room += room / 4
		if err := t.Charge(room); err != nil {
			return err
		}
		data, err := core.Clone(t, b.data[b.at:], room)
		if err != nil {
			return err
		}
		b.data, b.at = data, 0
	}
	data, err := bulk.Append(b.data, more, t.PollFunc())
	if err == nil {
		b.data = data
	}
	return err
}

func setupBIO() {
	bioType.Setup(&core.TypeSpec{
		Name: "_ssl.MemoryBIO", Layout: core.LayoutOf[bio](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "MemoryBIO", Sig: "(cls)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.Obj(&core.New[bio](core.AsType(a[0])).Header), nil
		}},
		Methods: []core.Func{
			{Name: "read", Sig: "(self, size=-1, /)", Flags: core.Charges, Doc: "Take out at most size bytes, or all if it is negative.\n\nb'' means that there are none, now or, if eof is true, for ever.", Fn: func(t *thread, a []value) (value, error) {
				n, err := t.CInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				b := bioSelf(a[0])
				if n < 0 || n > b.pending() {
					n = b.pending()
				}
				if err := t.Charge(n); err != nil {
					return core.Unbound, err
				}
				return t.CopyBytes(b.take(n))
			}},
			{Name: "write", Sig: "(self, b, /)", Flags: core.Charges, Doc: "Add bytes and return how many.", Fn: func(t *thread, a []value) (value, error) {
				buf, err := t.ReadBuffer(a[1])
				if err != nil {
					return core.Unbound, err
				}
				defer buf.Done()
				b := bioSelf(a[0])
				if b.end {
					return core.Unbound, raise(t, &sslError, errSSL, "", "", "cannot write() after write_eof()", atHandshake)
				}
				if err := b.put(t, buf.B); err != nil {
					return core.Unbound, err
				}
				return core.Int(int64(len(buf.B))), nil
			}},
			{Name: "write_eof", Sig: "(self, /)", Flags: core.Pure, Doc: "Say that no more bytes come, so that eof is true once all are read.", Fn: func(t *thread, a []value) (value, error) {
				bioSelf(a[0]).end = true
				return core.None, nil
			}},
		},
		GetSets: []core.GetSet{
			{Name: "pending", Doc: "How many bytes can be read.", Get: func(t *thread, v value) (value, error) {
				return core.Int(int64(bioSelf(v).pending())), nil
			}},
			{Name: "eof", Doc: "Whether all has been read and no more comes.", Get: func(t *thread, v value) (value, error) {
				b := bioSelf(v)
				return core.Bool(b.end && b.pending() == 0), nil
			}},
		},
	})
}
