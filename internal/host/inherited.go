// This file takes over the descriptors that the process was started with, besides its standard streams: for pass_fds,
// multiprocessing and shells. Invariant: what Go itself opens is close-on-exec, so that what is not was handed to us.

package host

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// blindFD is up to which number is looked at where the system does not list them.
const blindFD = 256

// takeInherited gives inherited descriptors their numbers in the table. It runs before anything else is opened.
func (h *Host) takeInherited() {
	var fds []int
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil {
		for _, e := range entries {
			if n, err := strconv.Atoi(e.Name()); err == nil {
				fds = append(fds, n)
			}
		}
	} else {
		for n := 3; n < blindFD; n++ {
			fds = append(fds, n)
		}
	}
	for _, n := range fds {
		if n <= 2 || n >= maxFD {
			continue
		}
		flags, err := unix.FcntlInt(uintptr(n), unix.F_GETFD, 0)
		if err != nil || flags&unix.FD_CLOEXEC != 0 {
			continue
		}
		f := processFile(n)
		if f == nil || h.reserve() != nil {
			continue
		}
		unix.CloseOnExec(n) // children get it as the table says
		f.kept = false
		if f.kind == KindSocket {
			f.sock = &sockInfo{}
		}
		f.refs.Store(1)
		h.table.grow(n)
		h.table.slots[n] = slot{f, true}
	}
}
