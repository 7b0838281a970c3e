// Package errno is module errno: the system's error numbers by name.
package errno

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// Module declares errno.
func Module() *core.ModuleDef {
	table := host.ErrnoTable()
	attrs := make([]core.Attr, 0, len(table))
	for _, e := range table {
		attrs = append(attrs, core.Attr{Name: e.Name, Value: core.Int(int64(e.Errno))})
	}
	return &core.ModuleDef{
		Name: "errno", Doc: "The names of the system's error numbers.", Attrs: attrs,
		Init: func(t *core.Thread, m *core.Module) error {
			d := core.NewDict()
			for _, e := range table {
				k := core.Int(int64(e.Errno))
				if has, err := t.Contains(d.Val(), k); err != nil {
					return err
				} else if !has {
					if err := t.SetItem(d.Val(), k, core.Intern(e.Name).Val()); err != nil {
						return err
					}
				}
			}
			m.Dict().SetStr(core.Intern("errorcode"), d.Val())
			return nil
		},
	}
}
