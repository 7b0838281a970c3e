// This file asks the kernel to back the Go heap of a command by huge pages: a program that lives for 50 ms spends a third
// of them on its first touches of the heap, one fault for every 4 KiB.
//
// Invariant: it is advice; nothing depends on the kernel's taking it.

package host

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	hugePage = 2 << 20
	argument = 63 << 20 // twice in the frame, of which the runtime makes a stack of 128 MiB
)

type wide [argument]byte

// HugePages advises the first 126 MiB that the heap will have. It is for the process of the command; the memory of an
// embedder is his.
//
// The Go runtime maps the heap piece by piece, and advice is lost with each piece: memory must be mapped to be advised. A
// goroutine's stack is memory of the heap which goes back to it with the goroutine's end, without a collection, and of
// which only what is used gets touched. So a goroutine takes a stack as large as the range, advises it and ends.
func HugePages() {
	var l unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &l) != nil || l.Cur != unix.RLIM_INFINITY {
		return // address space is counted here
	}
	done := make(chan struct{})
	go func() {
		var top byte
		adviseStack(&top, nil)
		close(done)
	}()
	<-done
}

// adviseStack has a frame of 126 MiB below top: the argument of a call that is never made, and its copy.
//
//go:noinline
func adviseStack(top *byte, w *wide) {
	if w != nil {
		takeWide(*w)
	}
	from := (uintptr(unsafe.Pointer(top)) - 2*argument + hugePage - 1) &^ (hugePage - 1)
	unix.Syscall(unix.SYS_MADVISE, from, uintptr(unsafe.Pointer(top))&^(hugePage-1)-from, unix.MADV_HUGEPAGE)
}

//go:noinline
func takeWide(w wide) { _ = w }
