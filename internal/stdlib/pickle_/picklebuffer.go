// This file implements PickleBuffer, which hands on another object's buffer.
package pickle_

import "github.com/vivarium-py/vivarium/internal/core"

type pickleBuffer struct {
	core.Header
	obj  value // whose memory it is
	view value // a memoryview that keeps the buffer; None: released
}

var bufferType core.Type

func live(t *thread, v value) (*pickleBuffer, error) {
	p := core.As[pickleBuffer](v)
	if p.view.IsNone() {
		return nil, t.ValueError("operation forbidden on released PickleBuffer object")
	}
	return p, nil
}

func raw(t *thread, a []value) (value, error) {
	p, err := live(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	whole, err := t.GetAttr(p.view, core.Intern("contiguous"))
	if err != nil {
		return core.Unbound, err
	}
	if ok, err := t.Truth(whole); err != nil {
		return core.Unbound, err
	} else if !ok {
		return core.Unbound, t.Raise(&core.ExcBufferError, "cannot extract raw buffer from non-contiguous buffer")
	}
	view, err := t.NewMemoryView(a[0])
	if err != nil {
		return core.Unbound, err
	}
	return t.CallMethod(view, core.Intern("cast"), core.StrVal("B"))
}

func setupBuffer() {
	bufferType.Setup(&core.TypeSpec{
		Name: "pickle.PickleBuffer", Layout: core.LayoutOf[pickleBuffer](), Flags: core.FlagGeneric,
		Doc: "A buffer that a pickler may leave to its caller rather than copy",
		New: &core.Func{Name: "PickleBuffer", Sig: "(cls, object, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			view, err := t.NewMemoryView(a[1])
			if err != nil {
				return core.Unbound, err
			}
			obj, err := t.GetAttr(view, core.Intern("obj"))
			if err != nil {
				return core.Unbound, err
			}
			p := core.New[pickleBuffer](&bufferType)
			p.obj, p.view = obj, view
			return core.Obj(&p.Header), nil
		}},
		Slots: core.Slots{
			Traverse: func(h *core.Header, visit func(value)) {
				p := core.As[pickleBuffer](core.Obj(h))
				visit(p.obj)
				visit(p.view)
			},
			BufferReleases: true,
			Buffer: func(t *thread, v value, writable bool) (*core.Buffer, error) {
				p, err := live(t, v)
				if err != nil {
					return nil, err
				}
				b, err := t.GetBuffer(p.view, writable)
				if err != nil {
					return nil, err
				}
				b.Owner = p.obj
				return b, nil
			},
		},
		Methods: []core.Func{
			{Name: "raw", Sig: "(self, /)", Flags: core.Pure, Fn: raw, Doc: "Return a memoryview of the buffer's bytes.\n\nRaise BufferError if they are not in one piece."},
			{Name: "release", Sig: "(self, /)", Flags: core.Pure, Doc: "Release the underlying buffer controlled by the PickleBuffer object.", Fn: func(t *thread, a []value) (value, error) {
				p := core.As[pickleBuffer](a[0])
				if p.view.IsNone() {
					return core.None, nil
				}
				view := p.view
				p.view, p.obj = core.None, core.None
				if _, err := t.CallMethod(view, core.Intern("release")); err != nil && !core.Matches(err, &core.ExcBufferError) {
					return core.Unbound, err // a consumer that still has the memory lets go of it itself
				}
				return core.None, nil
			}},
		},
	})
}
