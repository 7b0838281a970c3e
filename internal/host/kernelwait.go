// Threads of the process that wait in the kernel for an interpreter, as in an open of a FIFO. Invariant: they are few for a
// confined interpreter, and fewer in all than the 10,000 with which Go ends a process.
package host

import "sync/atomic"

const (
	confinedWaits = 32   // for a confined interpreter and those below it
	processWaits  = 4096 // for all interpreters
)

// kernelWaits counts the threads that wait for all hosts.
var kernelWaits atomic.Int32

// mayWaitInKernel asks for a thread that may wait in the kernel for as long as it likes; waitedInKernel gives it back.
func (h *Host) mayWaitInKernel() error {
	mine, all := h.oldest().table.waits.Add(1), kernelWaits.Add(1)
	if all > processWaits || mine > confinedWaits && !h.pol.Everything() {
		h.waitedInKernel()
		return ENFILE
	}
	return nil
}

func (h *Host) waitedInKernel() {
	h.oldest().table.waits.Add(-1)
	kernelWaits.Add(-1)
}

func (h *Host) oldest() *Host {
	for h.parent != nil {
		h = h.parent
	}
	return h
}
