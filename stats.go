// This file reports what an interpreter uses.

package vivarium

import "time"

// Stats is what an interpreter has used so far. What its threads did in the last moments may be missing.
type Stats struct {
	Wall         time.Duration // since it was made
	CPU          time.Duration // while its threads ran Python
	Memory       int64         // bytes of live objects; while a call runs, when last measured: Limits.Memory has that done
	PeakMemory   int64         // the most that was measured
	Output       int64         // bytes written to Stdout and Stderr
	Instructions int64         // loop iterations and calls
	Threads      int           // threads alive besides the main one
	Handles      int           // open files, sockets, pipes and folders
	Children     int           // child interpreters alive
	Running      bool          // a call runs
}

// Stats reports what the interpreter uses. Where no call runs it counts the memory; it waits for nothing else, but for the answer
// of a worker process (Isolation) at most a tenth of a second.
func (in *Interpreter) Stats() Stats {
	if in.remote != nil {
		return in.remote.stats()
	}
	u := in.core.Survey()
	return Stats{Wall: u.Wall, CPU: u.CPU, Memory: u.Memory, PeakMemory: u.Peak, Output: u.Output, Instructions: u.Instructions,
		Threads: u.Threads, Handles: u.Handles, Children: u.Children, Running: in.running.Load() != nil}
}
