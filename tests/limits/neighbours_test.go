package limits

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// growers are natives whose result grows as they go, of %d bytes.
var growers = []string{
	"bytes(itertools.repeat(1, %d))", "bytearray(itertools.repeat(1, %d))", "list(itertools.repeat(1, %d // 16))", "tuple(itertools.repeat(1, %d // 16))",
	"sorted(itertools.repeat(1, %d // 16))", "set(range(%d // 48))", "dict.fromkeys(range(%d // 80))", "json.dumps(['a' * 1000] * (%d // 1000))",
	"pickle.dumps(list(range(%d // 16)))", "zlib.decompress(zlib.compress(bytes(%d)))", "re.sub('a', 'bb', 'a' * (%d // 2))",
	"str([0] * (%d // 19))", "repr(['a' * 1000] * (%d // 1000))", "array.array('b', itertools.repeat(1, %d))", "collections.deque(itertools.repeat(1, %d // 16))",
	"io.BytesIO().writelines(itertools.repeat(b'a' * 1000, %d // 1000))",
}

// TestNeighboursChangeNoMemory has the process hold much that is no interpreter's: what a native may allocate, and how it ends where
// that is too much, stays the same.
func TestNeighboursChangeNoMemory(t *testing.T) {
	foreign := bytes.Repeat([]byte("x"), 200<<20)
	for _, src := range growers {
		for _, c := range []struct {
			size int
			fine bool
		}{{8 << 20, true}, {128 << 20, false}} {
			s := newSandbox(t, policy.Limits{Memory: 64 << 20})
			text := fmt.Sprintf(src, c.size)
			err := s.run("import array, collections, io, itertools, json, pickle, re, zlib\nx = " + text)
			if k := s.Killed(); k != nil || (err == nil) != c.fine || err != nil && !core.Matches(err, &core.ExcMemoryError) {
				t.Errorf("%s: %v, want %s\n%s", text, err, map[bool]string{true: "no error", false: "MemoryError"}[c.fine], strings.TrimSpace(s.out.String()))
			}
			s.close(t)
		}
	}
	runtime.KeepAlive(foreign)
}
