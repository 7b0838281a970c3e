// Package lzma_ is the native module _lzma, over internal/lzma. Invariant: memory is charged before a coder takes it, and
// input is worked on in pieces between which it polls.
package lzma_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/lzma"
	"github.com/vivarium-py/vivarium/internal/stdlib/feed"
)

type (
	thread = core.Thread
	value  = core.Value
)

type compressor struct {
	core.Header
	e    *lzma.Encoder
	busy bool
}

type decompressor struct {
	core.Header
	d  *lzma.Decoder
	in feed.Input
}

var (
	setupOnce                           sync.Once
	errorType, compressType, decompType core.Type
)

const (
	formatAuto = iota
	formatXZ
	formatAlone
	formatRaw
)

const (
	extreme    = 1 << 31
	maxFilters = 4
	piece      = 64 << 10
)

func failure(t *thread, err error) error {
	switch err {
	case nil:
		return t.Raise(&core.ExcEOFError, "Already at end of stream")
	case lzma.ErrFormat, lzma.ErrData, lzma.ErrOptions, lzma.ErrMemory, lzma.ErrCheck:
		return t.Raise(&errorType, "%s", err.Error())
	}
	return err
}

func presetFilter(t *thread, id uint64, preset uint32) (lzma.Filter, error) {
	level := preset &^ extreme
	if level > 9 || preset&^(extreme|31) != 0 {
		return lzma.Filter{}, t.Raise(&errorType, "Invalid or unsupported options")
	}
	size := [...]uint32{18, 20, 21, 22, 22, 23, 23, 24, 25, 26}[level]
	return lzma.Filter{ID: id, DictSize: 1 << size, LC: 3, PB: 2}, nil
}

func unsigned(t *thread, v value, bits int) (uint64, error) {
	x, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := core.AsInt(x)
	switch {
	case b != nil && b.Sign() > 0 && b.BitLen() <= bits:
		return b.Uint64(), nil
	case b != nil || bits < 64 && n>>bits != 0 && n >= 0:
		return 0, t.OverflowError("Value too large for uint%d_t type", bits)
	case n < 0:
		return 0, t.OverflowError("can't convert negative int to unsigned")
	}
	return uint64(n), nil
}

// options reads what a filter's dict may hold: the names are of those that are known.
func options(t *thread, spec value, what string, known map[string]func(uint64)) error {
	return t.Iterate(spec, func(k value) error {
		s := core.AsStr(k)
		if s == nil {
			return t.ValueError("Invalid filter specifier for %s filter", what)
		}
		set, ok := known[s.String()]
		if !ok {
			return t.ValueError("Invalid filter specifier for %s filter", what)
		}
		if set == nil {
			return nil
		}
		v, err := t.GetItem(spec, k)
		if err != nil {
			return err
		}
		n, err := unsigned(t, v, 32)
		if err == nil {
			set(n)
		}
		return err
	})
}

// filterOf reads one filter specifier.
func filterOf(t *thread, spec value) (f lzma.Filter, err error) {
	if core.SlotsOf(spec).GetItem == nil {
		return f, t.TypeError("Filter specifier must be a dict or dict-like object")
	}
	v, err := t.GetItem(spec, core.StrVal("id"))
	if err != nil {
		if core.Matches(err, &core.ExcKeyError) {
			return f, t.ValueError("Filter specifier must have an \"id\" entry")
		}
		return f, err
	}
	if f.ID, err = unsigned(t, v, 64); err != nil {
		return f, err
	}
	into := func(p *int) func(uint64) { return func(n uint64) { *p = int(n) } }
	switch f.ID {
	case lzma.FilterLZMA1, lzma.FilterLZMA2:
		preset := uint64(6)
		p, err := t.GetItem(spec, core.StrVal("preset"))
		if err == nil {
			if preset, err = unsigned(t, p, 32); err != nil {
				return f, err
			}
		} else if !core.Matches(err, &core.ExcKeyError) {
			return f, err
		}
		if f, err = presetFilter(t, f.ID, uint32(preset)); err != nil {
			return f, t.Raise(&errorType, "Invalid compression preset: %d", preset)
		}
		return f, options(t, spec, "LZMA", map[string]func(uint64){
			"id": nil, "preset": nil, "dict_size": func(n uint64) { f.DictSize = uint32(n) }, "lc": into(&f.LC), "lp": into(&f.LP), "pb": into(&f.PB),
			"mode": func(uint64) {}, "nice_len": func(uint64) {}, "mf": func(uint64) {}, "depth": func(uint64) {},
		})
	case lzma.FilterDelta:
		f.Dist = 1
		return f, options(t, spec, "delta", map[string]func(uint64){"id": nil, "dist": into(&f.Dist)})
	case lzma.FilterX86, lzma.FilterPowerPC, lzma.FilterIA64, lzma.FilterARM, lzma.FilterARMThumb, lzma.FilterSPARC:
		return f, options(t, spec, "BCJ", map[string]func(uint64){"id": nil, "start_offset": func(n uint64) { f.Start = uint32(n) }})
	}
	return f, t.ValueError("Invalid filter ID: %d", f.ID)
}

// chain reads a sequence of filter specifiers.
func chain(t *thread, v value) ([]lzma.Filter, error) {
	if core.AsDict(v) != nil {
		return nil, t.TypeError("%s is not a sequence", v.TypeName())
	}
	n, err := t.Len(v)
	if err != nil {
		return nil, err
	}
	if n > maxFilters {
		return nil, t.ValueError("Too many filters - liblzma supports a maximum of %d", maxFilters)
	}
	var out []lzma.Filter
	for i := range n {
		spec, err := t.GetItem(v, core.Int(int64(i)))
		if err != nil {
			return nil, err
		}
		f, err := filterOf(t, spec)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func newCompressor(t *thread, a []value) (value, error) {
	format, err := t.IndexInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	check, err := t.IndexInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	if a[3].Given() && a[4].Given() {
		return core.Unbound, t.ValueError("Cannot specify both preset and filter chain")
	}
	preset := uint64(6)
	if a[3].Given() {
		if preset, err = unsigned(t, a[3], 32); err != nil {
			return core.Unbound, err
		}
	}
	if format != formatXZ && check != -1 && check != lzma.CheckNone {
		return core.Unbound, t.ValueError("Integrity checks are only supported by FORMAT_XZ")
	}
	f, id := lzma.XZ, uint64(lzma.FilterLZMA2)
	switch format {
	case formatXZ:
		if check == -1 {
			check = lzma.CheckCRC64
		}
	case formatAlone:
		f, id, check = lzma.Alone, lzma.FilterLZMA1, 0
	case formatRaw:
		f, check = lzma.Raw, 0
		if !a[4].Given() {
			return core.Unbound, t.ValueError("Must specify filters for FORMAT_RAW")
		}
	default:
		return core.Unbound, t.ValueError("Invalid container format: %d", format)
	}
	var filters []lzma.Filter
	if a[4].Given() {
		if filters, err = chain(t, a[4]); err != nil {
			return core.Unbound, err
		}
		if format == formatAlone && (len(filters) != 1 || filters[0].ID != lzma.FilterLZMA1) {
			return core.Unbound, t.ValueError("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter")
		}
	} else {
		p, err := presetFilter(t, id, uint32(preset))
		if err != nil {
			if format == formatAlone {
				err = t.Raise(&errorType, "Invalid compression preset: %d", preset)
			}
			return core.Unbound, err
		}
		filters = []lzma.Filter{p}
	}
	if err := t.Charge(64 << 10); err != nil {
		return core.Unbound, err
	}
	e, err := lzma.NewEncoder(f, check, filters)
	if err != nil {
		return core.Unbound, failure(t, err)
	}
	c := core.New[compressor](&compressType)
	c.e = e
	return core.Obj(&c.Header), nil
}

func compress(t *thread, a []value) (value, error) {
	data, err := t.KeepBytes(a[1])
	if err != nil {
		return core.Unbound, err
	}
	c := core.As[compressor](a[0])
	if c.e.Ended() || c.busy {
		return core.Unbound, t.ValueError("Compressor has been flushed")
	}
	c.busy = true
	defer func() { c.busy = false }()
	for len(data) > 0 {
		n := min(len(data), piece)
		if err := t.Charge(2 * n); err != nil {
			return core.Unbound, err
		}
		if err := c.e.Write(data[:n], t.Charge); err != nil {
			return core.Unbound, failure(t, err)
		}
		data = data[n:]
		if err := t.PollAtomic(n >> 3); err != nil {
			return core.Unbound, err
		}
	}
	return taken(t, c)
}

func taken(t *thread, c *compressor) (value, error) {
	if err := t.Charge(c.e.Pending()); err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(c.e.Take()), nil
}

func flush(t *thread, a []value) (value, error) {
	c := core.As[compressor](a[0])
	if c.e.Ended() || c.busy {
		return core.Unbound, t.ValueError("Repeated call to flush()")
	}
	if err := c.e.Close(t.Charge); err != nil {
		return core.Unbound, failure(t, err)
	}
	if err := t.PollAtomic(piece >> 3); err != nil {
		return core.Unbound, err
	}
	return taken(t, c)
}

func newDecompressor(t *thread, a []value) (value, error) {
	format, err := t.IndexInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	limit := int64(-1)
	if a[2].Given() {
		if format == formatRaw {
			return core.Unbound, t.ValueError("Cannot specify memory limit with FORMAT_RAW")
		}
		n, err := unsigned(t, a[2], 64)
		if err != nil {
			return core.Unbound, err
		}
		limit = int64(min(n, 1<<62))
	}
	if format == formatRaw && !a[3].Given() {
		return core.Unbound, t.ValueError("Must specify filters for FORMAT_RAW")
	}
	if format != formatRaw && a[3].Given() {
		return core.Unbound, t.ValueError("Cannot specify filters except with FORMAT_RAW")
	}
	var filters []lzma.Filter
	f := lzma.Auto
	switch format {
	case formatAuto:
	case formatXZ:
		f = lzma.XZ
	case formatAlone:
		f = lzma.Alone
	case formatRaw:
		f = lzma.Raw
		if filters, err = chain(t, a[3]); err != nil {
			return core.Unbound, err
		}
		if len(filters) == 0 {
			return core.Unbound, t.Raise(&errorType, "Internal error")
		}
		if !lzma.ValidChain(filters) {
			return core.Unbound, failure(t, lzma.ErrOptions)
		}
		for _, f := range filters {
			if _, err := lzma.EncodeProps(f); err != nil {
				return core.Unbound, failure(t, err)
			}
		}
	default:
		return core.Unbound, t.ValueError("Invalid container format: %d", format)
	}
	if err := t.Charge(64 << 10); err != nil {
		return core.Unbound, err
	}
	d, err := lzma.NewDecoder(f, limit, filters)
	if err != nil {
		return core.Unbound, failure(t, err)
	}
	o := core.New[decompressor](&decompType)
	o.d, o.in.Needs = d, true
	return core.Obj(&o.Header), nil
}

func decompress(t *thread, a []value) (value, error) {
	o := core.As[decompressor](a[0])
	return o.in.Decompress(t, o.d, a, failure)
}

func encodeProps(t *thread, a []value) (value, error) {
	f, err := filterOf(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	b, err := lzma.EncodeProps(f)
	if err != nil {
		return core.Unbound, failure(t, err)
	}
	return core.NewBytes(b), nil
}

func decodeProps(t *thread, a []value) (value, error) {
	id, err := unsigned(t, a[0], 64)
	if err != nil {
		return core.Unbound, err
	}
	b, err := t.BytesLike(a[1])
	if err != nil {
		return core.Unbound, err
	}
	f, err := lzma.DecodeProps(id, b)
	if err != nil {
		return core.Unbound, failure(t, err)
	}
	d := core.NewDict()
	put := func(name string, n int64) {
		if err == nil {
			err = d.Set(t, core.StrVal(name), core.Int(n))
		}
	}
	put("id", int64(id))
	switch id {
	case lzma.FilterLZMA1:
		put("dict_size", int64(f.DictSize))
		put("lc", int64(f.LC))
		put("lp", int64(f.LP))
		put("pb", int64(f.PB))
	case lzma.FilterLZMA2:
		put("dict_size", int64(f.DictSize))
	case lzma.FilterDelta:
		put("dist", int64(f.Dist))
	default:
		if len(b) > 0 {
			put("start_offset", int64(f.Start))
		}
	}
	return d.Val(), err
}

func setup() {
	errorType.Setup(&core.TypeSpec{Name: "_lzma.LZMAError", Base: &core.ExcException, Flags: core.FlagBase, Doc: "Call to liblzma failed."})
	compressType.Setup(&core.TypeSpec{
		Name: "_lzma.LZMACompressor", Layout: core.LayoutOf[compressor](), Flags: core.FlagGeneric,
		Doc: "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nAn object that compresses data piece by piece.",
		New: &core.Func{Name: "LZMACompressor", Sig: "(cls, format=1, check=-1, preset=None, filters=None)", Flags: core.Charges, Fn: newCompressor},
		Methods: []core.Func{
			{Name: "compress", Sig: "(self, data, /)", Flags: core.Charges | core.Polls, Fn: compress, Doc: "Take in more data and return what compressed data is ready, perhaps none.\n\nAt the end, call flush()."},
			{Name: "flush", Sig: "(self, /)", Flags: core.Charges, Fn: flush, Doc: "Return the compressed data not yet returned, after which the object can do no\nmore."},
		},
	})
	self := core.As[decompressor]
	decompType.Setup(&core.TypeSpec{
		Name: "_lzma.LZMADecompressor", Layout: core.LayoutOf[decompressor](), Flags: core.FlagGeneric,
		Doc: "An object that decompresses data piece by piece.",
		New: &core.Func{Name: "LZMADecompressor", Sig: "(cls, format=0, memlimit=None, filters=None)", Flags: core.Charges, Fn: newDecompressor},
		GetSets: []core.GetSet{
			{Name: "check", Doc: "Which check the data has: CHECK_NONE, CHECK_CRC32 and so on, or CHECK_UNKNOWN\nbefore that is read.", Get: func(t *thread, v value) (value, error) { return core.Int(int64(self(v).d.Check)), nil }},
			{Name: "eof", Doc: "Whether the end of the compressed data has come.", Get: func(t *thread, v value) (value, error) { return core.Bool(self(v).d.Done()), nil }},
			{Name: "needs_input", Doc: "Whether decompress() can give nothing more without more input.", Get: func(t *thread, v value) (value, error) { return core.Bool(self(v).in.Needs), nil }},
			{Name: "unused_data", Doc: "What came after the end of the compressed data.", Get: func(t *thread, v value) (value, error) { return self(v).in.Unused(), nil }},
		},
		Methods: []core.Func{{Name: "decompress", Sig: "(self, /, data, max_length=-1)", Flags: core.Charges | core.Polls, Fn: decompress, Doc: "Take in more data and return what it decompresses to, at most max_length bytes\nif that is not negative.\n\nneeds_input is False while more output is left, which a call with b'' gives.\nAfter the end of the stream, eof is true, what follows is in unused_data, and\nanother call raises EOFError."}},
	})
}

// Module is _lzma.
func Module() *core.ModuleDef {
	attrs := []core.Attr{
		{Name: "FILTER_LZMA1", Value: core.Int(lzma.FilterLZMA1)},
		{Name: "PRESET_EXTREME", Value: core.Int(extreme)},
	}
	for name, n := range map[string]int64{
		"FORMAT_AUTO": formatAuto, "FORMAT_XZ": formatXZ, "FORMAT_ALONE": formatAlone, "FORMAT_RAW": formatRaw,
		"CHECK_NONE": lzma.CheckNone, "CHECK_CRC32": lzma.CheckCRC32, "CHECK_CRC64": lzma.CheckCRC64, "CHECK_SHA256": lzma.CheckSHA256,
		"CHECK_ID_MAX": lzma.CheckMax, "CHECK_UNKNOWN": lzma.CheckUnknown,
		"FILTER_LZMA2": lzma.FilterLZMA2, "FILTER_DELTA": lzma.FilterDelta, "FILTER_X86": lzma.FilterX86, "FILTER_IA64": lzma.FilterIA64,
		"FILTER_ARM": lzma.FilterARM, "FILTER_ARMTHUMB": lzma.FilterARMThumb, "FILTER_SPARC": lzma.FilterSPARC, "FILTER_POWERPC": lzma.FilterPowerPC,
		"MF_HC3": 3, "MF_HC4": 4, "MF_BT2": 0x12, "MF_BT3": 0x13, "MF_BT4": 0x14, "MODE_FAST": 1, "MODE_NORMAL": 2, "PRESET_DEFAULT": 6,
	} {
		attrs = append(attrs, core.Attr{Name: name, Value: core.Int(n)})
	}
	return &core.ModuleDef{
		Name:  "_lzma",
		Attrs: attrs,
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&errorType, &compressType, &decompType}
		},
		Funcs: []core.Func{
			{Name: "is_check_supported", Sig: "(check_id, /)", Flags: core.Pure, Doc: "Return whether data can be made and verified with that check.", Fn: func(t *thread, a []value) (value, error) {
				n, err := t.IndexInt(a[0])
				return core.Bool(lzma.Supported(n)), err
			}},
			{Name: "_encode_filter_properties", Sig: "(filter, /)", Flags: core.Polls, Fn: encodeProps, Doc: "Return the options of a filter, given as a dict, as they stand in a file."},
			{Name: "_decode_filter_properties", Sig: "(filter_id, encoded_props, /)", Flags: core.Pure, Fn: decodeProps, Doc: "Return the options of a filter, given as a dict, as they stand in a file."},
		},
	}
}
