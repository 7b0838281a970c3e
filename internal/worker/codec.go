// This file makes the CBOR of messages. A codec adds tags for the types of those who use it.

package worker

import (
	"reflect"

	"github.com/fxamacker/cbor/v2"
)

// maxLevels bounds how deep a message may nest.
const maxLevels = 5000

// Codec encodes and decodes the bodies of messages. It may be used by several goroutines.
type Codec struct {
	enc cbor.EncMode
	dec cbor.DecMode
}

// NewCodec makes a codec in which each of types, whose values are given by examples, has its tag: decoded into an any, such
// a value is one of that type again.
func NewCodec(types map[uint64]any) *Codec {
	tags := cbor.NewTagSet()
	for n, x := range types {
		if err := tags.Add(cbor.TagOptions{EncTag: cbor.EncTagRequired, DecTag: cbor.DecTagRequired}, reflect.TypeOf(x), n); err != nil {
			panic("BUG: " + err.Error())
		}
	}
	enc, err := cbor.EncOptions{BigIntConvert: cbor.BigIntConvertShortest}.EncModeWithTags(tags)
	if err != nil {
		panic("BUG: " + err.Error())
	}
	dec, err := cbor.DecOptions{
		IntDec: cbor.IntDecConvertSignedOrBigInt, MaxNestedLevels: maxLevels, MaxArrayElements: 1 << 30, MaxMapPairs: 1 << 20,
		IndefLength: cbor.IndefLengthForbidden, TimeTag: cbor.DecTagIgnored, DupMapKey: cbor.DupMapKeyEnforcedAPF,
		UTF8: cbor.UTF8DecodeInvalid, // a Go string, such as the name of a file, holds any bytes
	}.DecModeWithTags(tags)
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return &Codec{enc, dec}
}

// Encode makes the CBOR of x.
func (c *Codec) Encode(x any) ([]byte, error) { return c.enc.Marshal(x) }

// Decode reads CBOR into what out points to.
func (c *Codec) Decode(b []byte, out any) error { return c.dec.Unmarshal(b, out) }
