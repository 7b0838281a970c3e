// This file implements _percent, the inner loops of urllib.parse: percent-encoding (RFC 3986, 2.1).
package binascii_

import (
	"bytes"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Percent is _percent.
func Percent() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_percent",
		Doc:  "Percent-encoding, for module urllib.parse.",
		Funcs: []core.Func{
			{Name: "quote", Sig: "(data, safe, /)", Flags: core.Charges, Fn: percentQuote, Doc: "The text of data with %XX in place of all that is neither unreserved nor safe."},
			{Name: "unquote", Sig: "(data, /)", Flags: core.Charges, Fn: percentUnquote, Doc: "The data with bytes in place of each %XX."},
		},
	}
}

// unreserved has the characters that are never quoted.
var unreserved = func() (tab [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~" {
		tab[c] = true
	}
	return
}()

func percentQuote(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	safe, err := t.BytesLike(a[1])
	if err != nil {
		return core.Unbound, err
	}
	plain := unreserved
	for _, c := range safe {
		if c < 128 {
			plain[c] = true
		}
	}
	n := len(b)
	for i, c := range b {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		if !plain[c] {
			n += 2
		}
	}
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, 0, n)
	if err != nil {
		return core.Unbound, err
	}
	for i, c := range b {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		if plain[c] {
			out = append(out, c)
		} else {
			out = append(out, '%', hexUpper[c>>4], hexUpper[c&15])
		}
	}
	if len(out) == 0 {
		return core.StrVal(""), nil
	}
	return t.Text(unsafe.String(&out[0], len(out)))
}

func percentUnquote(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(len(b)); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, 0, len(b))
	if err != nil {
		return core.Unbound, err
	}
	for rest, done := b, 0; ; done++ {
		if err := t.PollAt(done); err != nil {
			return core.Unbound, err
		}
		i := bytes.IndexByte(rest, '%')
		if i < 0 {
			return core.NewBytes(append(out, rest...)), nil
		}
		out = append(out, rest[:i]...)
		rest = rest[i+1:]
		if len(rest) >= 2 {
			if hi, lo := hexValue(rest[0]), hexValue(rest[1]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				rest = rest[2:]
				continue
			}
		}
		out = append(out, '%')
	}
}
