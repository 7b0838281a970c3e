// Package binascii_ is the native module binascii: base64, uuencoding, quoted-printable, hexadecimal and checksums.
package binascii_

import (
	"hash/crc32"
	"sync"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/digest"
)

type (
	thread = core.Thread
	value  = core.Value
)

var (
	setupOnce                 sync.Once
	errorType, incompleteType core.Type
)

// Module is binascii.
func Module() *core.ModuleDef {
	const hexDoc = "Write each byte as two hexadecimal digits, and return these as bytes.\n\nsep is one character to put between groups of bytes_per_sep bytes, which are\ncounted from the right, or from the left if it is negative. The same as\n"
	const unhexDoc = "Return the bytes that pairs of hexadecimal digits stand for.\n\nRaise binascii.Error if a digit is missing or is none."
	const hexSig = "(data, sep=<unrepresentable>, bytes_per_sep=1)"
	return &core.ModuleDef{
		Name: "binascii",
		Doc:  "Conversion of bytes to text in ASCII and back: hexadecimal, base64,\nuuencoding, quoted-printable; and checksums.",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				errorType.Setup(&core.TypeSpec{Name: "binascii.Error", Base: &core.ExcValueError, Flags: core.FlagBase})
				incompleteType.Setup(&core.TypeSpec{Name: "binascii.Incomplete", Base: &core.ExcException, Flags: core.FlagBase})
			})
			return []*core.Type{&errorType, &incompleteType}
		},
		Funcs: []core.Func{
			{Name: "b2a_hex", Sig: hexSig, Flags: core.Charges, Fn: hexlify, Doc: hexDoc + "hexlify().\n\n>>> binascii.b2a_hex(b'\\x01\\x7f\\xff')\nb'017fff'\n>>> binascii.b2a_hex(b'\\x01\\x7f\\xff', '-', 2)\nb'01-7fff'"},
			{Name: "hexlify", Sig: hexSig, Flags: core.Charges, Fn: hexlify, Doc: hexDoc + "\"b2a_hex()\"."},
			{Name: "a2b_hex", Sig: "(hexstr, /)", Flags: core.Charges, Fn: unhexlify, Doc: unhexDoc + "\nThe same as unhexlify()."},
			{Name: "unhexlify", Sig: "(hexstr, /)", Flags: core.Charges, Fn: unhexlify, Doc: unhexDoc},
			{Name: "b2a_base64", Sig: "(data, /, *, newline=True)", Flags: core.Charges, Fn: b2aBase64, Doc: "Base64-code line of data."},
			{Name: "a2b_base64", Sig: "(data, /, *, strict_mode=False)", Flags: core.Charges, Fn: a2bBase64, Doc: "Return the bytes that base64 text stands for.\n\nOther characters are skipped, unless strict_mode is true; then they, and data\nafter the padding, raise binascii.Error."},
			{Name: "b2a_uu", Sig: "(data, /, *, backtick=False)", Flags: core.Charges, Fn: b2aUU, Doc: "Uuencode line of data."},
			{Name: "a2b_uu", Sig: "(data, /)", Flags: core.Charges, Fn: a2bUU, Doc: "Return the bytes that a uuencoded line stands for."},
			{Name: "b2a_qp", Sig: "(data, quotetabs=False, istext=True, header=False)", Flags: core.Charges, Fn: b2aQP, Doc: "Encode bytes as quoted-printable text.\n\nWith quotetabs, spaces and tabs are escaped too; with header, a space becomes\nan underscore. Line ends stay as they are, and spaces before them are escaped,\nunless istext is false."},
			{Name: "a2b_qp", Sig: "(data, header=False)", Flags: core.Charges, Fn: a2bQP, Doc: "Return the bytes that quoted-printable text stands for."},
			{Name: "crc32", Sig: "(data, crc=0, /)", Flags: core.Polls, Fn: crc, Doc: "Compute CRC-32 incrementally."},
			{Name: "crc_hqx", Sig: "(data, crc, /)", Flags: core.Polls, Fn: crcHqx, Doc: "Compute CRC-CCITT incrementally."},
		},
	}
}

func fail(t *thread, format string, a ...any) error { return t.Raise(&errorType, format, a...) }

// asciiBuffer reads an argument that may be a str of ASCII characters.
func asciiBuffer(t *thread, v value) ([]byte, error) {
	if s := core.AsStr(v); s != nil {
		if !s.ASCII() {
			return nil, t.ValueError("string argument should contain only ASCII characters")
		}
		return t.CopyOf(unsafe.Slice(unsafe.StringData(s.String()), len(s.String())))
	}
	if core.SlotsOf(v).Buffer == nil {
		return nil, t.TypeError("argument should be bytes, buffer or ASCII string, not '%s'", v.TypeName())
	}
	return t.BytesLike(v)
}

func hexlify(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	s, err := t.HexText(b, a[1], a[2])
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(core.AsStr(s).Len()); err != nil {
		return core.Unbound, err
	}
	return core.NewBytes([]byte(core.AsStr(s).String())), nil
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func unhexlify(t *thread, a []value) (value, error) {
	b, err := asciiBuffer(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	if len(b)%2 != 0 {
		return core.Unbound, fail(t, "Odd-length string")
	}
	if err := t.Charge(len(b) / 2); err != nil {
		return core.Unbound, err
	}
	out := make([]byte, len(b)/2)
	for i := range out {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		hi, lo := hexValue(b[2*i]), hexValue(b[2*i+1])
		if hi < 0 || lo < 0 {
			return core.Unbound, fail(t, "Non-hexadecimal digit found")
		}
		out[i] = byte(hi<<4 | lo)
	}
	return core.NewBytes(out), nil
}

// mask gives the low bits of an int.
func mask(t *thread, v value) (uint32, error) {
	x, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	i, b, _ := core.AsInt(x)
	if b != nil {
		var low uint64
		for k := 0; k < 32; k++ {
			low |= uint64(b.Bit(k)) << k
		}
		return uint32(low), nil
	}
	return uint32(i), nil
}

// crcChunk is how many bytes are summed between two polls.
const crcChunk = 1 << 20

func crc(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	sum, err := mask(t, a[1])
	if err != nil {
		return core.Unbound, err
	}
	for len(b) > 0 {
		n := min(len(b), crcChunk)
		sum = crc32.Update(sum, crc32.IEEETable, b[:n])
		b = b[n:]
		if err := t.PollN(n >> 12); err != nil {
			return core.Unbound, err
		}
	}
	return core.Int(int64(sum)), nil
}

func crcHqx(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	start, err := mask(t, a[1])
	if err != nil {
		return core.Unbound, err
	}
	crc := uint16(start)
	for len(b) > 0 {
		n := min(len(b), 1<<16)
		crc = digest.CRCHQX(b[:n], crc)
		if err := t.PollN(n >> 3); err != nil {
			return core.Unbound, err
		}
		b = b[n:]
	}
	return core.Int(int64(crc)), nil
}
