// This file sets how often the Go collector runs in the process of the command.
//
// Invariant: garbage takes at most youngHeap, or four times what is live where that is more.

package command

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	youngHeap   = 32 << 20 // what a program may allocate before its first collection
	goMinHeap   = 4 << 20  // what the Go runtime takes for live where less is
	grownupRate = 400      // per cent of the live heap
)

// setHeap starts with youngHeap and goes down to grownupRate as the live heap grows.
func setHeap() {
	if os.Getenv("GOGC") != "" {
		return
	}
	rate := 100 * youngHeap / goMinHeap
	debug.SetGCPercent(rate)
	type sentinel struct{ p *int } // has a pointer: not among the tiny objects, which live together
	var collected func(*sentinel)
	collected = func(s *sentinel) {
		if now := gcRate(liveHeap()); now != rate {
			rate = now
			debug.SetGCPercent(rate)
		}
		runtime.SetFinalizer(s, collected)
	}
	runtime.SetFinalizer(&sentinel{}, collected)
}

// gcRate is the rate for a heap of that many live bytes, in steps of 50 per cent.
func gcRate(live uint64) int {
	rate := 100 * youngHeap / int(max(live, goMinHeap))
	return max(grownupRate, rate/50*50)
}

func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
