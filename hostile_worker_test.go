// Tests of workers that lie: whatever a worker process sends, the parent has an error, and nothing worse.
package vivarium_test

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/vivarium-py/vivarium"
)

// hostileWorker is the argument that makes this program a worker that lies; what follows says how.
const hostileWorker = "-hostile-worker"

func frame(kind, op byte, id uint64, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(b, kind, op)
	b = binary.BigEndian.AppendUint64(b, id)
	return append(b, body...)
}

const (
	aRequest = 1
	aReply   = 2
	aNotice  = 3
)

// encoded makes CBOR.
func encoded(x any) []byte {
	b, err := cbor.Marshal(x)
	if err != nil {
		panic(err)
	}
	return b
}

// tagged makes a node of a value.
func tagged(n uint64, x any) any { return cbor.Tag{Number: n, Content: x} }

// result is the body of a reply to Eval.
func result(x any) []byte { return encoded([]any{nil, x}) }

// lies are what a hostile worker answers to the request with a number: frames.
var lies = map[string]func(id uint64) []byte{
	"exit":            func(uint64) []byte { os.Exit(3); return nil },
	"panic":           func(uint64) []byte { panic("the worker is broken") },
	"nothing":         func(uint64) []byte { time.Sleep(time.Hour); return nil },
	"too large":       func(id uint64) []byte { return append(binary.BigEndian.AppendUint32(nil, 1<<31), make([]byte, 10)...) },
	"large but short": func(id uint64) []byte { return frame(aReply, 4, id, make([]byte, 1<<20))[:1<<10] },
	"unknown request": func(id uint64) []byte { return frame(aReply, 4, id+77, nil) },
	"replied twice": func(id uint64) []byte {
		return append(frame(aReply, 4, id, result(1)), frame(aReply, 4, id, result(1))...)
	},
	"no kind":             func(id uint64) []byte { return frame(9, 4, id, nil) },
	"no operation":        func(id uint64) []byte { return frame(aRequest, 200, 1, nil) },
	"no notice":           func(id uint64) []byte { return frame(aNotice, 200, 1, nil) },
	"a notice of garbage": func(id uint64) []byte { return frame(aNotice, 19, 1, []byte{0xFF, 0xFF}) },
	"a parent's request":  func(id uint64) []byte { return frame(aRequest, 5, 1, encoded([]any{1, 2})) },
	"garbage":             func(id uint64) []byte { return frame(aReply, 4, id, []byte("\xff\xfe\x9f garbage")) },
	"empty":               func(id uint64) []byte { return frame(aReply, 4, id, nil) },
	"wrong shape":         func(id uint64) []byte { return frame(aReply, 4, id, encoded(map[string]int{"a": 1})) },
	"a string":            func(id uint64) []byte { return frame(aReply, 4, id, result("text")) },
	"a huge int":          func(id uint64) []byte { return frame(aReply, 4, id, result(uint64(1<<63+1))) },
	"a list":              func(id uint64) []byte { return frame(aReply, 4, id, result([]any{1, 2})) },
	"deep nesting": func(id uint64) []byte {
		return frame(aReply, 4, id, append([]byte{0x82, 0xf6}, strings.Repeat("\x81", 100000)+"\x00"...))
	},
	"a list of 2^30 items": func(id uint64) []byte {
		return frame(aReply, 4, id, []byte{0x82, 0xf6, 0x9a, 0x40, 0, 0, 0})
	},
	"many values": func(id uint64) []byte {
		n := 60 << 20
		return frame(aReply, 4, id, append(binary.BigEndian.AppendUint32([]byte{0x82, 0xf6, 0x9a}, uint32(n)), make([]byte, n)...))
	},
	"much output": func(id uint64) []byte {
		var b []byte
		for i := range 20 {
			b = append(b, frame(aRequest, 25, uint64(i), encoded([]any{1, make([]byte, 100<<10)}))...)
		}
		return b
	},
	"many large requests": func(id uint64) []byte {
		var b []byte
		for i := range 10 {
			b = append(b, frame(aRequest, 21, uint64(i), encoded([]any{2, "", 1, 1, []any{}, nil}))...)
		}
		return append(b, frame(aRequest, 21, 99, make([]byte, 65<<20))...)
	},
	"an unknown tag":      func(id uint64) []byte { return frame(aReply, 4, id, result(tagged(4711, 1))) },
	"an unknown Go value": func(id uint64) []byte { return frame(aReply, 4, id, result(tagged(60008, []any{99, "x"}))) },
	"half a dict":         func(id uint64) []byte { return frame(aReply, 4, id, result(tagged(60003, []any{1}))) },
	"an unhashable key":   func(id uint64) []byte { return frame(aReply, 4, id, result(tagged(60003, []any{[]any{1}, 1}))) },
	"a dict of wrong tag": func(id uint64) []byte { return frame(aReply, 4, id, result(tagged(60003, "no list"))) },
	"an error of nonsense": func(id uint64) []byte {
		return frame(aReply, 4, id, encoded([]any{tagged(60012, map[int]any{0: 77, 1: "nonsense"}), nil}))
	},
	"an error that nests": func(id uint64) []byte {
		var x any
		for range 500 {
			x = tagged(60012, map[int]any{0: 0, 1: "e", 4: []any{x}})
		}
		return frame(aReply, 4, id, encoded([]any{x, nil}))
	},
	"a Go error that was not sent": func(id uint64) []byte {
		return frame(aReply, 4, id, encoded([]any{tagged(60012, map[int]any{0: 11, 7: 1234}), nil}))
	},
	"a call of no function": func(id uint64) []byte { return frame(aRequest, 21, 1, encoded([]any{1234, "", 1, 1, []any{}, nil})) },
	"a call with few arguments": func(id uint64) []byte {
		return frame(aRequest, 21, 1, encoded([]any{1, "", 1, 1, []any{}, nil}))
	},
	"a call of garbage": func(id uint64) []byte { return frame(aRequest, 21, 1, []byte("garbage")) },
	"no module":         func(id uint64) []byte { return frame(aRequest, 22, 1, encoded([]any{0, "os", 1, 1, []any{}, nil})) },
	"read of nothing":   func(id uint64) []byte { return frame(aRequest, 24, 1, encoded(-1)) },
	"file of nothing":   func(id uint64) []byte { return frame(aRequest, 26, 1, encoded([]any{"/etc/passwd", 1 << 40})) },
	"a flood of requests": func(id uint64) []byte {
		var b []byte
		for i := range 30000 {
			b = append(b, frame(aRequest, 21, uint64(i), encoded([]any{2, "", 1, 1, []any{}, nil}))...)
		}
		return b
	},
}

// lie is the main of a hostile worker: it is honest until it is asked to evaluate something.
func lie(how string) {
	in, out := bufio.NewReader(os.NewFile(3, "in")), os.NewFile(4, "out")
	for {
		var head [14]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			os.Exit(0)
		}
		body := make([]byte, binary.BigEndian.Uint32(head[:4]))
		if _, err := io.ReadFull(in, body); err != nil {
			os.Exit(0)
		}
		id := binary.BigEndian.Uint64(head[6:])
		if head[4] != aRequest {
			continue
		}
		var b []byte
		switch {
		case head[5] == 0 && how == "silent", head[5] == 1 && how == "silent in the opening":
			continue
		case head[5] == 0: // hello
			b = frame(aReply, 0, id, nil)
		case head[5] == 1 || how == "in the opening": // open
			b = frame(aReply, head[5], id, encoded([]any{nil, nil}))
			if how == "in the opening" {
				b = frame(aReply, head[5], id, []byte("garbage"))
			}
		case head[5] == 8: // eval
			b = lies[how](id)
		case head[5] > 4:
			b = frame(aReply, head[5], id, encoded([]any{nil, nil}))
		default:
			continue // no close, no kill, no statistics
		}
		_, _ = out.Write(b)
	}
}

func TestHostileWorkers(t *testing.T) {
	for how := range lies {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			rt := vivarium.New()
			must(t, rt.SetWorkers(vivarium.Workers{Command: []string{os.Args[0], hostileWorker, how}, Spare: -1}))
			in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process, Limits: vivarium.Limits{Time: 300 * time.Millisecond, Memory: 1 << 20, Output: 1 << 20}})
			must(t, err)
			must(t, in.Set("f", func(a, b int) int { return a + b }))
			block := make(chan struct{})
			must(t, in.Set("g", func() { <-block }))
			var n int
			err = in.Eval(ctx, "1", &n)
			t.Logf("%v", err)
			if err == nil && how != "replied twice" {
				t.Error("no error")
			}
			var x any
			_ = in.Eval(ctx, "1", &x)
			_ = in.Eval(ctx, "1", new(map[any]any))
			close(block)
			closed := make(chan struct{})
			go func() {
				defer close(closed)
				if err := errors.Join(in.Close(), rt.Close()); err != nil {
					t.Error(err)
				}
			}()
			select {
			case <-closed:
			case <-time.After(hangs):
				t.Fatal("Close does not end")
			}
		})
	}
}

func TestHostileWorkerOpens(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	must(t, rt.SetWorkers(vivarium.Workers{Command: []string{os.Args[0], hostileWorker, "in the opening"}, Spare: -1}))
	_, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
	var we *vivarium.WorkerError
	if !errors.As(err, &we) || !strings.Contains(we.Reason, "protocol") {
		t.Error(fmt.Sprint(err))
	}
}
