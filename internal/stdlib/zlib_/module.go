// Package zlib_ is the native module zlib, over internal/deflate. Invariant: output is charged before it grows, and input is
// compressed in pieces between which it polls.
package zlib_

import (
	"hash/crc32"
	"sync"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/deflate"
)

type (
	thread = core.Thread
	value  = core.Value
)

type compressor struct {
	core.Header
	d *deflate.Deflater
}

// decompressor is a Decompress or a _ZlibDecompressor.
type decompressor struct {
	core.Header
	z      *deflate.Inflater
	zdict  []byte
	tail   []byte // input that waits
	unused []byte
	needs  bool
	busy   bool
	closed bool // flush() has seen its end
}

var (
	setupOnce                                             sync.Once
	errorType, compressType, decompressType, decomporType core.Type
)

const (
	maxWbits  = 15
	bufSize   = 16 << 10
	piece     = 64 << 10
	noFlush   = 0
	finish    = 4
	maxFlush  = 6
	writerMem = 1 << 20 // what a writer takes
)

func fail(t *thread, format string, a ...any) error { return t.Raise(&errorType, format, a...) }

func index(t *thread, v value, def int) (int, error) {
	if v.IsUnbound() {
		return def, nil
	}
	return t.IndexInt(v)
}

// unsigned reads the low 32 bits of an int.
func unsigned(t *thread, v value) (uint32, error) {
	x, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	s, b, _ := core.AsInt(x)
	if b == nil {
		return uint32(s), nil
	}
	var low uint32
	for k := range 32 {
		low |= uint32(b.Bit(k)) << k
	}
	return low, nil
}

func checksum(update func(sum uint32, b []byte) uint32) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		b, err := t.BytesLike(a[0])
		if err != nil {
			return core.Unbound, err
		}
		sum, err := unsigned(t, a[1])
		if err != nil {
			return core.Unbound, err
		}
		for len(b) > 0 {
			n := min(len(b), 1<<20)
			sum = update(sum, b[:n])
			b = b[n:]
			if err := t.PollAtomic(n >> 10); err != nil {
				return core.Unbound, err
			}
		}
		return core.Int(int64(sum)), nil
	}
}

// wrapper reads wbits: what is around the stream, and the bits of the window (0: what the stream says).
func wrapper(wbits int, compress bool) (w deflate.Wrapper, bits int, ok bool) {
	switch {
	case wbits >= 8 && wbits <= 15:
		return deflate.Zlib, wbits, true
	case wbits <= -8 && wbits >= -15:
		return deflate.Raw, -wbits, !compress || wbits != -8
	case wbits >= 24 && wbits <= 31:
		return deflate.Gzip, wbits - 16, !compress || wbits != 24
	case compress:
	case wbits == 0:
		return deflate.Zlib, 0, true
	case wbits >= 40 && wbits <= 47:
		return deflate.Auto, wbits - 32, true
	case wbits == 32 || wbits == 16:
		return deflate.Auto, 0, true
	}
	return 0, 0, false
}

func newDeflater(t *thread, level, wbits, strategy int, dict []byte) (*deflate.Deflater, error) {
	w, bits, ok := wrapper(wbits, true)
	if !ok || level < -1 || level > 9 {
		return nil, t.ValueError("Invalid initialization option")
	}
	if err := t.Charge(writerMem + len(dict)); err != nil {
		return nil, err
	}
	d, err := deflate.NewDeflater(w, level, max(bits, 9), strategy == 2, dict)
	if err != nil {
		return nil, t.ValueError("Invalid initialization option")
	}
	return d, nil
}

// write compresses data and gives what comes out so far.
func write(t *thread, d *deflate.Deflater, data []byte) error {
	for len(data) > 0 {
		n := min(len(data), piece)
		if err := t.Charge(n); err != nil {
			return err
		}
		if err := d.Write(data[:n]); err != nil {
			return fail(t, "Error -2 while compressing data: %s", err.Error())
		}
		data = data[n:]
		if err := t.PollAtomic(n >> 5); err != nil {
			return err
		}
	}
	return nil
}

func compress(t *thread, a []value) (value, error) {
	data, err := t.KeepBytes(a[0])
	if err != nil {
		return core.Unbound, err
	}
	level, err := index(t, a[1], -1)
	if err != nil {
		return core.Unbound, err
	}
	wbits, err := index(t, a[2], maxWbits)
	if err != nil {
		return core.Unbound, err
	}
	if level < -1 || level > 9 {
		return core.Unbound, fail(t, "Bad compression level")
	}
	d, err := newDeflater(t, level, wbits, 0, nil)
	if err != nil {
		return core.Unbound, err
	}
	if err := write(t, d, data); err != nil {
		return core.Unbound, err
	}
	return take(t, d, d.Close())
}

func take(t *thread, d *deflate.Deflater, err error) (value, error) {
	if err != nil {
		return core.Unbound, fail(t, "Error -2 while finishing compression: %s", err.Error())
	}
	if err := t.Charge(d.Pending()); err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(d.Take()), nil
}

func compressobj(t *thread, a []value) (value, error) {
	def := [...]int{-1, 8, maxWbits, 8, 0}
	for i := range def {
		n, err := index(t, a[i], def[i])
		if err != nil {
			return core.Unbound, err
		}
		def[i] = n
	}
	var dict []byte
	if a[5].Given() {
		if core.SlotsOf(a[5]).Buffer == nil {
			return core.Unbound, t.TypeError("zdict argument must support the buffer protocol")
		}
		b, err := t.KeepBytes(a[5])
		if err != nil {
			return core.Unbound, err
		}
		dict = append([]byte{}, b...)
	}
	if def[1] != 8 || def[3] < 1 || def[3] > 9 || def[4] < 0 || def[4] > 4 {
		return core.Unbound, t.ValueError("Invalid initialization option")
	}
	d, err := newDeflater(t, def[0], def[2], def[4], dict)
	if err != nil {
		return core.Unbound, err
	}
	c := core.New[compressor](&compressType)
	c.d = d
	return core.Obj(&c.Header), nil
}

func newInflater(t *thread, wbits int, dict value) (*deflate.Inflater, []byte, error) {
	var zdict []byte
	if dict.Given() {
		if core.SlotsOf(dict).Buffer == nil {
			return nil, nil, t.TypeError("zdict argument must support the buffer protocol")
		}
		b, err := t.KeepBytes(dict)
		if err != nil {
			return nil, nil, err
		}
		zdict = b
	}
	w, bits, ok := wrapper(wbits, false)
	if !ok {
		return nil, nil, t.ValueError("Invalid initialization option")
	}
	if err := t.Charge(16 << 10); err != nil {
		return nil, nil, err
	}
	z := deflate.New(w, bits)
	if w == deflate.Raw && len(zdict) > 0 {
		z.SetDict(zdict)
	}
	return z, zdict, nil
}

// inflate runs a stream, and gives its dictionary when it asks.
func inflate(t *thread, z *deflate.Inflater, zdict, in []byte, max int) (out []byte, used int, err error) {
	charge := func(n int) error {
		if n == 0 { // a piece of what is moved
			return t.PollAtomic(bulk.Chunk / core.SlowWork)
		}
		if err := t.Charge(3 * n); err != nil {
			return err
		}
		return t.PollAtomic(n >> 6)
	}
	out, used, err = z.Run(in, max, charge)
	if err == deflate.ErrNeedDict {
		if zdict == nil {
			return nil, 0, fail(t, "Error 2 while decompressing data")
		}
		if !z.SetDict(zdict) {
			return nil, 0, fail(t, "Error -3 while setting zdict: invalid input data")
		}
		var more int
		out, more, err = z.Run(in[used:], max, charge)
		used += more
	}
	if err != nil {
		if _, python := err.(*core.Exception); !python && z.Failed() {
			err = fail(t, "Error -3 while decompressing data: %s", err.Error())
		}
		return nil, 0, err
	}
	return out, used, nil
}

func decompress(t *thread, a []value) (value, error) {
	data, err := t.KeepBytes(a[0])
	if err != nil {
		return core.Unbound, err
	}
	wbits, err := index(t, a[1], maxWbits)
	if err != nil {
		return core.Unbound, err
	}
	if n, err := index(t, a[2], bufSize); err != nil {
		return core.Unbound, err
	} else if n < 0 {
		return core.Unbound, t.ValueError("bufsize must be non-negative")
	}
	if _, _, ok := wrapper(wbits, false); !ok {
		return core.Unbound, fail(t, "Error -2 while preparing to decompress data: inconsistent stream state")
	}
	z, _, err := newInflater(t, wbits, core.Unbound)
	if err != nil {
		return core.Unbound, err
	}
	out, _, err := inflate(t, z, nil, data, -1)
	if err != nil {
		return core.Unbound, err
	}
	if !z.Done() {
		return core.Unbound, fail(t, "Error -5 while decompressing data: incomplete or truncated stream")
	}
	return core.NewBytes(out), nil
}

func decompressobj(t *thread, a []value) (value, error) {
	wbits, err := index(t, a[0], maxWbits)
	if err != nil {
		return core.Unbound, err
	}
	z, zdict, err := newInflater(t, wbits, a[1])
	if err != nil {
		return core.Unbound, err
	}
	d := core.New[decompressor](&decompressType)
	d.z, d.zdict = z, zdict
	return core.Obj(&d.Header), nil
}

// feed is decompress() of a Decompress object: what is over goes to unused_data or unconsumed_tail.
func (d *decompressor) feed(t *thread, data []byte, max int) (value, error) {
	if d.busy || d.closed {
		return core.Unbound, fail(t, "Error -2 while decompressing data: inconsistent stream state")
	}
	if d.z.Done() {
		if err := t.Charge(len(data)); err != nil {
			return core.Unbound, err
		}
		d.unused, d.tail = append(d.unused, data...), nil
		return core.NewBytes(nil), nil
	}
	d.busy = true
	out, used, err := inflate(t, d.z, d.zdict, data, max)
	d.busy = false
	if err != nil {
		return core.Unbound, err
	}
	rest := data[used:]
	if err := t.Charge(len(rest)); err != nil {
		return core.Unbound, err
	}
	d.tail = nil
	if d.z.Done() {
		d.unused = append(d.unused, rest...)
	} else if len(rest) > 0 {
		d.tail = append([]byte(nil), rest...)
	}
	return core.NewBytes(out), nil
}

// stream is decompress() of a _ZlibDecompressor, which keeps its input.
func (d *decompressor) stream(t *thread, data []byte, max int) (value, error) {
	if d.z.Done() {
		return core.Unbound, t.Raise(&core.ExcEOFError, "End of stream already reached")
	}
	if d.busy {
		return core.Unbound, fail(t, "Error -2 while decompressing data: inconsistent stream state")
	}
	if err := t.Charge(len(d.tail) + len(data)); err != nil {
		return core.Unbound, err
	}
	in := append(append([]byte(nil), d.tail...), data...)
	d.busy = true
	out, used, err := inflate(t, d.z, d.zdict, in, max)
	d.busy = false
	if err != nil {
		return core.Unbound, err
	}
	d.tail, d.needs = in[used:], false
	if d.z.Done() {
		d.unused, d.tail = d.tail, nil
	} else if len(d.tail) == 0 && (max < 0 || len(out) < max) {
		d.needs = true
	}
	return core.NewBytes(out), nil
}

func comp(v value) *compressor   { return core.As[compressor](v) }
func deco(v value) *decompressor { return core.As[decompressor](v) }

func cloneCompressor(t *thread, a []value) (value, error) {
	c := comp(a[0])
	if c.d.Ended() {
		return core.Unbound, t.ValueError("Inconsistent stream state")
	}
	if err := t.Charge(writerMem + c.d.Pending()); err != nil {
		return core.Unbound, err
	}
	d, err := c.d.Clone()
	if err != nil {
		return core.Unbound, t.ValueError("Inconsistent stream state")
	}
	n := core.New[compressor](&compressType)
	n.d = d
	return core.Obj(&n.Header), nil
}

func cloneDecompressor(t *thread, a []value) (value, error) {
	d := deco(a[0])
	if d.closed {
		return core.Unbound, t.ValueError("Inconsistent stream state")
	}
	if err := t.Charge(64<<10 + len(d.tail) + len(d.unused)); err != nil {
		return core.Unbound, err
	}
	n := core.New[decompressor](&decompressType)
	n.z, n.zdict = d.z.Clone(), d.zdict
	n.tail, n.unused = append([]byte(nil), d.tail...), append([]byte(nil), d.unused...)
	return core.Obj(&n.Header), nil
}

func setup() {
	errorType.Setup(&core.TypeSpec{Name: "zlib.error", Base: &core.ExcException, Flags: core.FlagBase})
	compressType.Setup(&core.TypeSpec{
		Name: "zlib.Compress", Layout: core.LayoutOf[compressor](), Flags: core.FlagNoNew | core.FlagGeneric,
		Methods: []core.Func{
			{Name: "compress", Sig: "(self, data, /)", Flags: core.Charges, Doc: "Compress bytes.\n\nlevel goes from 0 (not at all) to 9 (smallest output); wbits tells the header:\n15 zlib, 31 gzip, -15 none.", Fn: func(t *thread, a []value) (value, error) {
				data, err := t.KeepBytes(a[1])
				if err != nil {
					return core.Unbound, err
				}
				d := comp(a[0]).d
				if d.Ended() {
					return core.Unbound, fail(t, "Error -2 while compressing data: inconsistent stream state")
				}
				if err := write(t, d, data); err != nil {
					return core.Unbound, err
				}
				return take(t, d, nil)
			}},
			{Name: "flush", Sig: "(self, mode=4, /)", Flags: core.Charges, Doc: "Return the compressed data that is left.\n\nmode Z_FINISH ends the stream, the others let it go on.", Fn: func(t *thread, a []value) (value, error) {
				mode, err := index(t, a[1], finish)
				if err != nil {
					return core.Unbound, err
				}
				d := comp(a[0]).d
				switch {
				case mode == noFlush:
					return core.NewBytes(nil), nil
				case mode < 0 || mode > maxFlush || d.Ended():
					return core.Unbound, fail(t, "Error -2 while flushing: inconsistent stream state")
				case mode == finish:
					return take(t, d, d.Close())
				}
				return take(t, d, d.Flush())
			}},
			{Name: "copy", Sig: "(self, /)", Flags: core.Charges, Doc: "Return a copy, which takes in more data by itself.", Fn: cloneCompressor},
			{Name: "__copy__", Sig: "(self, /)", Flags: core.Charges, Fn: cloneCompressor},
			{Name: "__deepcopy__", Sig: "(self, memo, /)", Flags: core.Charges, Fn: cloneCompressor},
		},
	})
	bytesOf := func(b []byte) (value, error) { return core.NewBytesCopy(b), nil }
	eof := core.GetSet{Name: "eof", Get: func(t *thread, v value) (value, error) { return core.Bool(deco(v).z.Done()), nil }}
	unused := core.GetSet{Name: "unused_data", Get: func(t *thread, v value) (value, error) { return bytesOf(deco(v).unused) }}
	decompressType.Setup(&core.TypeSpec{
		Name: "zlib.Decompress", Layout: core.LayoutOf[decompressor](), Flags: core.FlagNoNew | core.FlagGeneric,
		GetSets: []core.GetSet{eof, unused, {Name: "unconsumed_tail", Get: func(t *thread, v value) (value, error) { return bytesOf(deco(v).tail) }}},
		Methods: []core.Func{
			{Name: "decompress", Sig: "(self, data, /, max_length=0)", Flags: core.Charges, Doc: "Decompress bytes.\n\nwbits tells the header: 15 zlib, 31 gzip, -15 none, 47 zlib or gzip. bufsize\nis a first guess at the size of the result.", Fn: func(t *thread, a []value) (value, error) {
				data, err := t.KeepBytes(a[1])
				if err != nil {
					return core.Unbound, err
				}
				max, err := index(t, a[2], 0)
				if err != nil {
					return core.Unbound, err
				}
				if max < 0 {
					return core.Unbound, t.ValueError("max_length must be non-negative")
				}
				if max == 0 {
					max = -1
				}
				return deco(a[0]).feed(t, data, max)
			}},
			{Name: "flush", Sig: "(self, length=16384, /)", Flags: core.Charges, Doc: "Return the decompressed data that is left.", Fn: func(t *thread, a []value) (value, error) {
				n, err := index(t, a[1], bufSize)
				if err != nil {
					return core.Unbound, err
				}
				if n <= 0 {
					return core.Unbound, t.ValueError("length must be greater than zero")
				}
				d := deco(a[0])
				if d.z.Done() {
					d.closed = true
					return core.NewBytes(nil), nil
				}
				v, err := d.feed(t, d.tail, -1)
				d.closed = d.z.Done()
				return v, err
			}},
			{Name: "copy", Sig: "(self, /)", Flags: core.Charges, Doc: "Return a copy, which takes in more data by itself.", Fn: cloneDecompressor},
			{Name: "__copy__", Sig: "(self, /)", Flags: core.Charges, Fn: cloneDecompressor},
			{Name: "__deepcopy__", Sig: "(self, memo, /)", Flags: core.Charges, Fn: cloneDecompressor},
		},
	})
	decomporType.Setup(&core.TypeSpec{
		Name: "zlib._ZlibDecompressor", Layout: core.LayoutOf[decompressor](), Flags: core.FlagGeneric,
		Doc: "An object that decompresses data piece by piece.",
		New: &core.Func{Name: "_ZlibDecompressor", Sig: "(cls, wbits=15, zdict=b'')", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) {
			wbits, err := index(t, a[1], maxWbits)
			if err != nil {
				return core.Unbound, err
			}
			dict := a[2]
			if b := core.AsBytes(dict); b != nil && len(b.Bytes()) == 0 {
				dict = core.Unbound
			}
			z, zdict, err := newInflater(t, wbits, dict)
			if err != nil {
				return core.Unbound, err
			}
			d := core.New[decompressor](&decomporType)
			d.z, d.zdict, d.needs = z, zdict, true
			return core.Obj(&d.Header), nil
		}},
		GetSets: []core.GetSet{eof, unused, {Name: "needs_input", Get: func(t *thread, v value) (value, error) { return core.Bool(deco(v).needs), nil }}},
		Methods: []core.Func{{Name: "decompress", Sig: "(self, data, max_length=-1)", Flags: core.Charges, Doc: "Take in more data and return what it decompresses to, at most max_length bytes\nif that is not negative.", Fn: func(t *thread, a []value) (value, error) {
			data, err := t.KeepBytes(a[1])
			if err != nil {
				return core.Unbound, err
			}
			max, err := index(t, a[2], -1)
			if err != nil {
				return core.Unbound, err
			}
			return deco(a[0]).stream(t, data, max)
		}}},
	})
}

// Module is zlib.
func Module() *core.ModuleDef {
	var attrs []core.Attr
	for name, n := range map[string]int{
		"MAX_WBITS": maxWbits, "DEFLATED": 8, "DEF_MEM_LEVEL": 8, "DEF_BUF_SIZE": bufSize, "Z_NO_COMPRESSION": 0, "Z_BEST_SPEED": 1,
		"Z_BEST_COMPRESSION": 9, "Z_DEFAULT_COMPRESSION": -1, "Z_FILTERED": 1, "Z_HUFFMAN_ONLY": 2, "Z_RLE": 3, "Z_FIXED": 4,
		"Z_DEFAULT_STRATEGY": 0, "Z_NO_FLUSH": noFlush, "Z_PARTIAL_FLUSH": 1, "Z_SYNC_FLUSH": 2, "Z_FULL_FLUSH": 3, "Z_FINISH": finish,
		"Z_BLOCK": 5, "Z_TREES": maxFlush,
	} {
		attrs = append(attrs, core.Attr{Name: name, Value: core.Int(int64(n))})
	}
	for _, name := range []string{"ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"} {
		attrs = append(attrs, core.Attr{Name: name, Value: core.StrVal("1.3.1")})
	}
	return &core.ModuleDef{
		Name:  "zlib",
		Doc:   "Compression in the formats of zlib and gzip.",
		Attrs: attrs,
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&errorType, &decomporType}
		},
		Funcs: []core.Func{
			{Name: "adler32", Sig: "(data, value=1, /)", Flags: core.Polls, Doc: "Return the Adler-32 checksum of data; value is that of what came before.", Fn: checksum(deflate.Adler32)},
			{Name: "crc32", Sig: "(data, value=0, /)", Flags: core.Polls, Doc: "Return the CRC-32 checksum of data; value is that of what came before.", Fn: checksum(func(sum uint32, b []byte) uint32 { return crc32.Update(sum, crc32.IEEETable, b) })},
			{Name: "compress", Sig: "(data, /, level=-1, wbits=15)", Flags: core.Charges, Doc: "Compress bytes.\n\nlevel goes from 0 (not at all) to 9 (smallest output); wbits tells the header:\n15 zlib, 31 gzip, -15 none.", Fn: compress},
			{Name: "decompress", Sig: "(data, /, wbits=15, bufsize=16384)", Flags: core.Charges, Doc: "Take in more data and return what it decompresses to, at most max_length bytes\nif that is not 0; what is left of it is in unconsumed_tail.", Fn: decompress},
			{Name: "compressobj", Sig: "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", Flags: core.Charges, Doc: "Return a compressor object.", Fn: compressobj},
			{Name: "decompressobj", Sig: "(wbits=15, zdict=<unrepresentable>)", Flags: core.Charges, Doc: "Return a decompressor object.", Fn: decompressobj},
		},
	}
}
