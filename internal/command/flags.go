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
	if s := env("PYTHONHASHSEED"); s != "" && s != "random" {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			return errors.New("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]")
		}
		seed := uint32(n)
		o.HashSeed = &seed
	}
	return o.readDigits(env)
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
