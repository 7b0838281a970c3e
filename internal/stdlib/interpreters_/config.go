package interpreters_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

// isolated, legacy and empty are the presets of new_config.
var presets = map[string]core.InterpConfig{
	"":         {AllowThreads: true, CheckMultiInterp: true, GIL: "own"},
	"isolated": {AllowThreads: true, CheckMultiInterp: true, GIL: "own"},
	"default":  {AllowThreads: true, CheckMultiInterp: true, GIL: "own"},
	"legacy":   {UseMainObmalloc: true, AllowFork: true, AllowExec: true, AllowThreads: true, AllowDaemonThreads: true, GIL: "shared"},
	"empty":    {GIL: "default"},
}

// flags gives the boolean settings, in the order that the namespace shows.
func flags(c *core.InterpConfig) []struct {
	name string
	p    *bool
} {
	return []struct {
		name string
		p    *bool
	}{
		{"use_main_obmalloc", &c.UseMainObmalloc},
		{"allow_fork", &c.AllowFork},
		{"allow_exec", &c.AllowExec},
		{"allow_threads", &c.AllowThreads},
		{"allow_daemon_threads", &c.AllowDaemonThreads},
		{"check_multi_interp_extensions", &c.CheckMultiInterp},
	}
}

func configNamespace(c core.InterpConfig) value {
	var attrs []core.Attr
	for _, f := range flags(&c) {
		attrs = append(attrs, core.Attr{Name: f.name, Value: core.Bool(*f.p)})
	}
	return core.NewNamespace(append(attrs, core.Attr{Name: "gil", Value: core.StrVal(c.GIL)})...)
}

func preset(t *thread, name string) (core.InterpConfig, error) {
	c, ok := presets[name]
	if !ok {
		return c, t.ValueError("unsupported config name '%s'", name)
	}
	return c, nil
}

// readConfig changes c by the entries of a mapping of settings; with whole, every setting must be there.
func readConfig(t *thread, c *core.InterpConfig, d *core.Dict, whole bool) error {
	rest := d.Copy()
	take := func(name string) (value, bool, error) {
		v, ok := rest.GetStr(core.Intern(name))
		if !ok {
			if whole {
				return v, false, t.ValueError("missing config key: %s", name)
			}
			return v, false, nil
		}
		rest.DelStr(core.Intern(name))
		return v, true, nil
	}
	for _, f := range flags(c) {
		v, ok, err := take(f.name)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if !v.IsExactly(&core.BoolType) {
			return t.TypeError("invalid config type: %s", f.name)
		}
		*f.p = v == core.True
	}
	v, ok, err := take("gil")
	if err != nil {
		return err
	}
	if ok {
		s := core.AsStr(v)
		if s == nil {
			return t.TypeError("invalid config type: gil")
		}
		switch s.String() {
		case "own", "shared", "default":
			c.GIL = s.String()
		default:
			return t.ValueError("unsupported interpreter config .gil value '%s'", s.String())
		}
	}
	if n := rest.Len(); n > 0 {
		text, err := t.Repr(rest.Val())
		if err != nil {
			return err
		}
		s := ""
		if n > 1 {
			s = "s"
		}
		return t.ValueError("config dict has %d extra item%s (%s)", n, s, text.String())
	}
	return nil
}

// configArg reads create()'s argument: None, the name of a preset, or a namespace of new_config's shape.
func configArg(t *thread, v value) (core.InterpConfig, error) {
	if !v.Given() {
		return preset(t, "isolated")
	}
	if s := core.AsStr(v); s != nil {
		return preset(t, s.String())
	}
	if v.IsExactly(&core.SimpleNamespaceType) {
		d, err := t.GetAttr(v, core.Intern("__dict__"))
		if err != nil {
			return core.InterpConfig{}, err
		}
		var c core.InterpConfig
		return c, readConfig(t, &c, core.AsDict(d), true)
	}
	text, err := t.Repr(v)
	if err != nil {
		return core.InterpConfig{}, err
	}
	return core.InterpConfig{}, t.TypeError("bad config %s", text.String())
}

// valid refuses what CPython refuses: memory of its own but extension modules that do not know of it.
func valid(c core.InterpConfig) bool { return c.UseMainObmalloc || c.CheckMultiInterp }
