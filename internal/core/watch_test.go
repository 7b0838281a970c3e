package core

import (
	"sync/atomic"
	"testing"
	"time"
)

// TestWatcherLooks has a run count its CPU time though instructions are counted all the while, too few for a look to come by itself.
func TestWatcherLooks(t *testing.T) {
	in := newTestThread(t).interp
	in.life.running.Store(true)
	defer in.life.running.Store(false)
	r := in.BeginRun(RunLimits{CPU: time.Hour})
	defer r.End()
	for end := time.Now().Add(time.Minute); atomic.LoadUint32(&in.requests)&reqLook == 0; {
		in.meter.units.Add(1)
		if time.Now().After(end) {
			t.Fatal("nothing asks for a look")
		}
	}
}
