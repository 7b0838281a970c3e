// This file works out sys.flags and the hash seed from the flags, the -X options and the environment, which an -X option
// overrides.

package command

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// readFlags fills the fields of o that have both an option and an environment variable.
func (o *options) readFlags(env func(string) string) error {
	f := &o.Flags
	if o.noEnv {
		f.IgnoreEnv = 1
	}
	if env("PYTHONSAFEPATH") != "" {
		o.safePath = true
	}
	f.SafePath = o.safePath
	if env("PYTHONNOUSERSITE") != "" {
		f.NoUserSite = 1
	}
	f.Debug = max(f.Debug, level(env("PYTHONDEBUG")))
	f.Verbose = max(f.Verbose, level(env("PYTHONVERBOSE")))
	o.Optimize = max(o.Optimize, min(level(env("PYTHONOPTIMIZE")), 2))
	f.DevMode = env("PYTHONDEVMODE") != "" || slices.Contains(o.XOptions, "dev")
	if f.BytesWarning > 1 {
		o.WarnOptions = append(o.WarnOptions, "error::BytesWarning")
	} else if f.BytesWarning == 1 {
		o.WarnOptions = append(o.WarnOptions, "default::BytesWarning")
	}
	if f.DevMode {
		o.WarnOptions = append([]string{"default"}, o.WarnOptions...)
	}
	for _, x := range o.XOptions {
		if v, ok := strings.CutPrefix(x, "utf8="); ok && v != "0" && v != "1" {
			return errors.New("preconfig_init_utf8_mode: invalid -X utf8 option value")
		}
	}
	for _, x := range []struct{ option, variable, wrong, texts string }{
		{"utf8", "PYTHONUTF8", "preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value", "0 1"},
		{"gil", "PYTHON_GIL", `config_read_gil: PYTHON_GIL / -X gil must be "0" or "1"`, "0 1"},
		{"frozen_modules", "PYTHON_FROZEN_MODULES", `bad value for option -X frozen_modules (expected "on" or "off")`, "on off"},
	} {
		s := env(x.variable)
		if v, ok := o.xOption(x.option); ok && x.option != "utf8" {
			s = v
		}
		if s != "" && !slices.Contains(strings.Fields(x.texts), s) && (x.option != "frozen_modules" || env(x.variable) == "") {
			return errors.New(x.wrong)
		}
		if x.option == "gil" && s == "0" {
			return errors.New("config_read_gil: Disabling the GIL is not supported by this build")
		}
	}
	if err := o.readCPUs(env); err != nil {
		return err
	}
	f.PycachePrefix = env("PYTHONPYCACHEPREFIX")
	if v, ok := o.xOption("pycache_prefix"); ok {
		f.PycachePrefix = v
	}
	_, warn := o.xOption("warn_default_encoding")
	f.WarnDefaultEncoding = warn || env("PYTHONWARNDEFAULTENCODING") != ""
	if s := env("PYTHONHASHSEED"); !o.randomHash && s != "" && s != "random" {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			return errors.New("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]")
		}
		seed := uint32(n)
		o.HashSeed = &seed
	}
	return o.readDigits(env)
}

// xOption is the value of the last -X option of a name.
func (o *options) xOption(name string) (value string, given bool) {
	for _, x := range o.XOptions {
		if k, v, _ := strings.Cut(x, "="); k == name {
			value, given = v, true
		}
	}
	return value, given
}

// readCPUs reads what os.cpu_count() is to say.
func (o *options) readCPUs(env func(string) string) error {
	s, given := env("PYTHON_CPU_COUNT"), false
	if v, ok := o.xOption("cpu_count"); ok {
		s, given = v, true
	}
	if s == "" && !given || s == "default" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1<<31-1 {
		return errors.New("config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0")
	}
	o.Flags.CPUCount = n
	return nil
}

func (o *options) readDigits(env func(string) string) error {
	use := func(text, who string) error {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n != 0 && n < 640 {
			return errors.New("config_init_int_max_str_digits: " + who + ": invalid limit; must be >= 640 or 0 for unlimited.")
		}
		o.Flags.MaxStrDigits = &n
		return nil
	}
	if s := env("PYTHONINTMAXSTRDIGITS"); s != "" {
		if err := use(s, "PYTHONINTMAXSTRDIGITS"); err != nil {
			return err
		}
	}
	for _, x := range o.XOptions {
		if v, ok := strings.CutPrefix(x, "int_max_str_digits"); ok && (v == "" || v[0] == '=') {
			if err := use(strings.TrimPrefix(v, "="), "-X int_max_str_digits"); err != nil {
				return err
			}
		}
	}
	return nil
}

// level reads a variable that is on at any text, and counts if it is a number.
func level(s string) int {
	if s == "" {
		return 0
	}
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n
	}
	return 1
}
