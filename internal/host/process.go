// Child processes: starting, waiting for and signalling them.
// Invariant: only processes that this host started are ever waited for, each by its own number, so that children of the
// embedding program and of other interpreters are left alone.
package host

import (
	"os/exec"
	"path"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Spawn describes a process to start.
type Spawn struct {
	Programs []string // paths to try in order; the first that exists is run. Relative ones are taken from Dir
	Argv     []string
	Env      []string // nil is the interpreter's own
	Dir      string   // "" is the interpreter's own

	// FDs maps numbers in the child to descriptors of the interpreter; -1 closes one. 0, 1 and 2 are the
	// interpreter's own where it says nothing.
	FDs map[int]int
	// InheritAll also passes every inheritable descriptor under its own number.
	InheritAll bool

	Setsid  bool
	Setpgid bool
	Pgid    int // with Setpgid; 0 makes a new group
	UID     int // -1 leaves it
	GID     int // -1 leaves it
	Groups  []int
	Umask   int // -1 is the interpreter's own
}

// SpawnError is an OSError of Spawn with the step that failed.
type SpawnError struct {
	*OSError
	Chdir bool // it was Dir, not the program
}

// Unwrap returns the OSError.
func (e *SpawnError) Unwrap() error { return e.OSError }

type child struct {
	pid   int
	pidfd int
	reg   *pollReg
	gone  chan struct{} // without a pidfd: closed when it has ended
	copy  sync.WaitGroup
	copes bool
}

type children struct {
	mu     sync.Mutex
	byPid  map[int]*child
	closed bool
}

const maxChildFD = 4096

// lookProgram finds a bare name in the process's PATH, for grants that name programs so.
func lookProgram(name string) string {
	p, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path.Clean(p)
}

// MayRun returns the denial if the policy does not grant running the program at p.
func (h *Host) MayRun(p string) error {
	if h.pol.RunsAny() {
		return nil
	}
	abs, err := h.absPath(p)
	if err != nil {
		return osError("exec", err, p)
	}
	return osError("exec", h.pol.Run(abs, lookProgram), p)
}

// mayRunAs returns the denial if the policy does not grant running the program at the clean path, or not under the name
// that it is to be told: programs such as busybox and bash do other things under other names.
func (h *Host) mayRunAs(program, argv0 string) error {
	if err := h.pol.Run(program, lookProgram); err != nil {
		return err
	}
	if name := path.Base(argv0); name != path.Base(program) {
		return h.pol.Run(path.Join(path.Dir(program), name), lookProgram)
	}
	return nil
}

// absPath is the clean absolute form of p, by text.
func (h *Host) absPath(p string) (string, error) {
	if p != "" && p[0] == '/' {
		return path.Clean(p), nil
	}
	wd, err := h.Getcwd()
	if err != nil {
		return "", err
	}
	return path.Join(wd, p), nil
}

// Spawn starts a process and returns its number.
func (h *Host) Spawn(w Waiter, s *Spawn) (pid int, err error) {
	fail := func(e error, p string, chdir bool) (int, error) {
		e = osError("exec", e, p)
		if oe, ok := e.(*OSError); ok {
			return -1, &SpawnError{oe, chdir}
		}
		return -1, e
	}
	if len(s.Programs) == 0 || len(s.Argv) == 0 {
		return fail(EINVAL, "", false)
	}
	attr := &syscall.ProcAttr{Env: s.Env, Sys: &syscall.SysProcAttr{Setsid: s.Setsid, Setpgid: s.Setpgid, Pgid: s.Pgid}}
	if attr.Env == nil {
		attr.Env = h.Environ()
	}
	if !h.pol.RunsAny() {
		attr.Env = safeEnv(attr.Env, h.pol)
	}
	if s.UID >= 0 || s.GID >= 0 || s.Groups != nil {
		if err := h.pol.Process("changing the user of a process", ""); err != nil {
			return fail(err, "", false)
		}
		attr.Sys.Credential = credential(s)
	}

	dir := s.Dir
	if dir == "" {
		h.dirs.mu.Lock()
		own := h.dirs.fd == nil && !h.confined()
		h.dirs.mu.Unlock()
		if !own {
			if dir, err = h.Getcwd(); err != nil {
				return fail(err, "", true)
			}
		}
	} else {
		if st, err := h.Stat(dir, AtCwd, true); err != nil {
			return fail(err, dir, true)
		} else if !st.IsDir() {
			return fail(ENOTDIR, dir, true)
		}
		if dir, err = h.absPath(dir); err != nil {
			return fail(err, s.Dir, true)
		}
	}
	attr.Dir = dir

	c := &child{pidfd: -1}
	var temp []int // kernel descriptors made for the child only
	defer func() {
		for _, fd := range temp {
			unix.Close(fd)
		}
	}()
	held, err := h.childFiles(s, attr, c, &temp)
	defer func() {
		for _, f := range held {
			h.put(f)
		}
	}()
	if err != nil {
		return fail(err, "", false)
	}
	if err := h.reserve(); err != nil {
		return fail(err, "", false)
	}
	attr.Sys.PidFD = &c.pidfd

	umask := s.Umask
	if umask < 0 {
		umask = h.currentUmask()
	}
	err = ENOENT
	at := s.Programs[0]
	for _, p := range s.Programs {
		full := p
		if p == "" && h.pol.RunsAny() {
			continue
		}
		if p == "" || p[0] != '/' {
			wd := dir
			if wd == "" {
				if wd, err = h.Getcwd(); err != nil {
					continue
				}
			}
			full = path.Join(wd, p)
		}
		at = p
		if !h.pol.RunsAny() {
			// What runs is the text that was asked about: the kernel would follow links before a "..".
			full = path.Clean(full)
			if err = h.mayRunAs(full, s.Argv[0]); err != nil {
				break
			}
		}
		pid, err = h.fork(full, s.Argv, attr, umask)
		if err == nil || err != syscall.ENOENT && err != syscall.ENOTDIR {
			break
		}
	}
	if err != nil {
		h.release()
		if dir != "" && (err == syscall.ENOENT || err == syscall.EACCES || err == syscall.ENOTDIR) {
			if e := unix.Faccessat(unix.AT_FDCWD, dir, unix.X_OK, 0); e != nil {
				return fail(e, s.Dir, true)
			}
		}
		return fail(err, at, false)
	}
	c.pid = pid
	h.procs.mu.Lock()
	if h.procs.closed {
		h.procs.mu.Unlock()
		unix.Kill(pid, unix.SIGKILL)
		go reap(c)
		return -1, ErrKilled
	}
	if h.procs.byPid == nil {
		h.procs.byPid = map[int]*child{}
	}
	h.procs.byPid[pid] = c
	h.procs.mu.Unlock()
	return pid, nil
}

// fork starts the program under the umask, which can only be changed for the process as a whole.
func (h *Host) fork(program string, argv []string, attr *syscall.ProcAttr, umask int) (int, error) {
	if umask == h.sys.processUmask() {
		return syscall.ForkExec(program, argv, attr)
	}
	h.sys.umaskMu.Lock()
	defer h.sys.umaskMu.Unlock()
	unix.Umask(umask)
	defer unix.Umask(h.sys.umask)
	return syscall.ForkExec(program, argv, attr)
}

func credential(s *Spawn) *syscall.Credential {
	c := &syscall.Credential{Uid: uint32(unix.Geteuid()), Gid: uint32(unix.Getegid()), NoSetGroups: s.Groups == nil}
	if s.UID >= 0 {
		c.Uid = uint32(s.UID)
	}
	if s.GID >= 0 {
		c.Gid = uint32(s.GID)
	}
	for _, g := range s.Groups {
		c.Groups = append(c.Groups, uint32(g))
	}
	return c
}

// safeEnv leaves out what makes the dynamic loader run code of the interpreter's choice inside a granted program.
func safeEnv(env []string, pol *policy.Policy) []string {
	out := []string{}
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		if strings.HasPrefix(name, "LD_") && pol.Env(name) != nil {
			continue
		}
		out = append(out, v)
	}
	return out
}

// childFiles fills attr.Files. The files it returns are held until the fork is done.
func (h *Host) childFiles(s *Spawn, attr *syscall.ProcAttr, c *child, temp *[]int) (held []*file, err error) {
	want := map[int]int{}
	h.table.mu.Lock()
	for n, sl := range h.table.slots {
		if sl.f != nil && (n <= 2 || s.InheritAll && sl.inherit) {
			want[n] = n
		}
	}
	h.table.mu.Unlock()
	top := 2
	for to, from := range s.FDs {
		want[to] = from
		if to < 0 || to > maxChildFD {
			return nil, EBADF
		}
	}
	for to := range want {
		if to > maxChildFD {
			delete(want, to)
			continue
		}
		top = max(top, to)
	}
	attr.Files = make([]uintptr, top+1)
	for i := range attr.Files {
		attr.Files[i] = ^uintptr(0)
	}
	virtual := map[*file]int{}
	for to := 0; to <= top; to++ {
		from, ok := want[to]
		if !ok || from < 0 {
			continue
		}
		f, err := h.get(from)
		if err != nil {
			return held, err
		}
		held = append(held, f)
		if kfd, ok := virtual[f]; ok {
			attr.Files[to] = uintptr(kfd)
			continue
		}
		kfd, err := h.childFile(f, c, temp)
		if err != nil {
			return held, err
		}
		virtual[f] = kfd
		attr.Files[to] = uintptr(kfd)
	}
	return held, nil
}

// childFile returns a kernel descriptor of f that blocks if f does, which is what another program expects.
func (h *Host) childFile(f *file, c *child, temp *[]int) (int, error) {
	switch {
	case f.kfd < 0:
		return h.bridge(f, c, temp)
	case f.raw || f.kind == KindPath || f.nonblock.Load():
		return f.kfd, nil
	case f.kind == KindPipe:
		fd, err := unix.Open(procFD(f.kfd), f.flags&unix.O_ACCMODE|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
		if err == nil {
			if err = unix.SetNonblock(fd, false); err == nil {
				*temp = append(*temp, fd)
				return fd, nil
			}
			unix.Close(fd)
		}
	}
	if f.waits() {
		f.slow.Store(true)
	}
	return f.kfd, unix.SetNonblock(f.kfd, false)
}

// bridge makes a pipe between the child and a virtual stream, and a goroutine that copies.
func (h *Host) bridge(f *file, c *child, temp *[]int) (int, error) {
	var p [2]int
	if err := unix.Pipe2(p[:], unix.O_CLOEXEC); err != nil {
		return -1, err
	}
	mine, theirs := p[0], p[1]
	if f.rd != nil {
		mine, theirs = p[1], p[0]
	}
	*temp = append(*temp, theirs)
	if err := unix.SetNonblock(mine, true); err != nil {
		unix.Close(mine)
		return -1, err
	}
	kf := newFile(mine, KindPipe)
	kf.refs.Store(1)
	f.refs.Add(1)
	if f.wr != nil {
		c.copes = true
		c.copy.Add(1)
	}
	go func() {
		defer h.put(f)
		defer h.put(kf)
		buf := make([]byte, 32<<10)
		if f.rd != nil {
			for {
				n, err := f.rd.read(h, nil, buf, false)
				if n == 0 || err != nil {
					return
				}
				if _, err := h.write(nil, kf, buf[:n]); err != nil {
					return
				}
			}
		}
		defer c.copy.Done()
		for {
			n, err := h.transfer(nil, kf, unix.POLLIN, len(buf), func(io, limit int) (int, error) { return unix.Read(io, buf[:limit]) })
			if n == 0 || err != nil {
				return
			}
			if _, err := f.wr.write(h, nil, buf[:n]); err != nil {
				return
			}
		}
	}()
	return theirs, nil
}

// Rusage is what getrusage and wait4 tell, times in nanoseconds.
type Rusage struct {
	Utime, Stime                                                         int64
	Maxrss, Ixrss, Idrss, Isrss, Minflt, Majflt, Nswap, Inblock, Oublock int64
	Msgsnd, Msgrcv, Nsignals, Nvcsw, Nivcsw                              int64
}

func (r *Rusage) fill(k *unix.Rusage) {
	*r = Rusage{
		Utime: k.Utime.Nano(), Stime: k.Stime.Nano(),
		Maxrss: int64(k.Maxrss), Ixrss: int64(k.Ixrss), Idrss: int64(k.Idrss), Isrss: int64(k.Isrss),
		Minflt: int64(k.Minflt), Majflt: int64(k.Majflt), Nswap: int64(k.Nswap),
		Inblock: int64(k.Inblock), Oublock: int64(k.Oublock), Msgsnd: int64(k.Msgsnd), Msgrcv: int64(k.Msgrcv),
		Nsignals: int64(k.Nsignals), Nvcsw: int64(k.Nvcsw), Nivcsw: int64(k.Nivcsw),
	}
}

// matching returns the children that a pid argument of wait4 or waitid means.
func (h *Host) matching(pid int) []*child {
	h.procs.mu.Lock()
	defer h.procs.mu.Unlock()
	if pid > 0 {
		if c := h.procs.byPid[pid]; c != nil {
			return []*child{c}
		}
		return nil
	}
	group := -pid
	if pid == 0 {
		group = unix.Getpgrp()
	}
	var out []*child
	for _, c := range h.procs.byPid {
		if pid != -1 {
			if g, err := unix.Getpgid(c.pid); err != nil || g != group {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// Wait4 waits for a child of this host as the system call does: pid -1 means any, 0 and less a process group. It
// returns pid 0 if WNOHANG is among the options and none has ended.
func (h *Host) Wait4(w Waiter, pid int, options int) (int, uint32, Rusage, error) {
	var status unix.WaitStatus
	var ru unix.Rusage
	got := 0
	err := h.waitChild(w, pid, options&unix.WNOHANG != 0, options&(unix.WUNTRACED|unix.WCONTINUED) != 0, func(c *child) (bool, error) {
		n, err := unix.Wait4(c.pid, &status, options|unix.WNOHANG, &ru)
		if err != nil {
			if err == unix.ECHILD {
				h.forget(c)
			}
			return false, err
		}
		if n == 0 {
			return false, nil
		}
		got = n
		if status.Exited() || status.Signaled() {
			h.forget(c)
			h.finishCopies(w, c)
		}
		return true, nil
	})
	var r Rusage
	r.fill(&ru)
	return got, uint32(status), r, osError("wait4", err)
}

// ChildInfo is what waitid tells.
type ChildInfo struct {
	Pid, UID, Signo, Status, Code int
}

// Waitid waits for a child of this host as the system call does; nil if WNOHANG is among the options and none is ready.
func (h *Host) Waitid(w Waiter, idType, id, options int) (*ChildInfo, error) {
	pid := id
	switch idType {
	case unix.P_ALL:
		pid = -1
	case unix.P_PID:
		if id <= 0 {
			return nil, osError("waitid", EINVAL)
		}
	case unix.P_PGID:
		pid = -id
	default:
		return nil, osError("waitid", EINVAL)
	}
	var info *ChildInfo
	err := h.waitChild(w, pid, options&unix.WNOHANG != 0, options&(unix.WSTOPPED|unix.WCONTINUED) != 0, func(c *child) (bool, error) {
		var si unix.Siginfo
		if err := unix.Waitid(unix.P_PID, c.pid, &si, options|unix.WNOHANG, nil); err != nil {
			return false, err
		}
		if si.Signo == 0 {
			return false, nil
		}
		// struct siginfo of SIGCHLD on 64-bit Linux: pid, uid and status follow 16 bytes of header.
		body := (*[3]int32)(unsafe.Add(unsafe.Pointer(&si), 16))
		info = &ChildInfo{Pid: int(body[0]), UID: int(body[1]), Signo: int(si.Signo), Status: int(body[2]), Code: int(si.Code)}
		const exited, killed, dumped = 1, 2, 3 // CLD_EXITED, CLD_KILLED, CLD_DUMPED
		if options&unix.WNOWAIT == 0 && (info.Code == exited || info.Code == killed || info.Code == dumped) {
			h.forget(c)
			h.finishCopies(w, c)
		}
		return true, nil
	})
	return info, osError("waitid", err)
}

// waitChild calls try on the children that pid means until one is ready.
func (h *Host) waitChild(w Waiter, pid int, noHang, stops bool, try func(*child) (bool, error)) error {
	for {
		list := h.matching(pid)
		if len(list) == 0 {
			if h.killed(w) {
				return ErrKilled
			}
			return ECHILD
		}
		for _, c := range list {
			if ok, err := try(c); ok || err != nil && err != unix.EINTR {
				return err
			}
		}
		if noHang {
			return nil
		}
		ready := make(chan struct{}, 1)
		var waits []*pollWait
		var err error
		var deadline int64
		if stops {
			deadline = deadlineAfter(5 * time.Millisecond) // a pidfd says nothing of stopping
		}
		for _, c := range list {
			var pw *pollWait
			if pw, err = h.watchChild(c, ready); err != nil {
				break
			}
			if pw != nil {
				waits = append(waits, pw)
			} else {
				go func() {
					select {
					case <-c.gone:
						(&pollWait{ready: ready}).signal()
					case <-h.done:
					}
				}()
			}
		}
		if err == nil {
			err = h.park(w, ready, deadline)
		}
		for _, pw := range waits {
			pw.cancel()
		}
		if err != nil && err != ErrTimeout {
			return err
		}
	}
}

// watchChild makes ready be sent to when the child ends. Without a pidfd it returns nil, and c.gone will be closed.
func (h *Host) watchChild(c *child, ready chan struct{}) (*pollWait, error) {
	h.procs.mu.Lock()
	defer h.procs.mu.Unlock()
	if h.procs.byPid[c.pid] != c { // another thread has waited for it
		pw := &pollWait{ready: ready, reg: &pollReg{}}
		pw.signal()
		return pw, nil
	}
	if c.pidfd >= 0 {
		if c.reg == nil {
			r, err := h.sys.poll.register(c.pidfd)
			if err != nil {
				return nil, err
			}
			c.reg = r
		}
		return h.sys.poll.wait(c.reg, unix.POLLIN, ready)
	}
	if c.gone == nil {
		c.gone = make(chan struct{})
		go func() {
			for unix.Waitid(unix.P_PID, c.pid, nil, unix.WEXITED|unix.WNOWAIT, nil) == unix.EINTR {
			}
			close(c.gone)
		}()
	}
	return nil, nil
}

// forget removes a child that has been waited for.
func (h *Host) forget(c *child) {
	h.procs.mu.Lock()
	defer h.procs.mu.Unlock()
	if h.procs.byPid[c.pid] == c {
		delete(h.procs.byPid, c.pid)
		h.dropChild(c)
		h.release()
	}
}

func (h *Host) dropChild(c *child) {
	if c.reg != nil {
		h.sys.poll.remove(c.reg)
	}
	if c.pidfd >= 0 {
		unix.Close(c.pidfd)
	}
}

// finishCopies waits until what the child wrote to a virtual stream has arrived there; not for long, because a
// grandchild may keep the pipe open.
func (h *Host) finishCopies(w Waiter, c *child) {
	if !c.copes {
		return
	}
	done := make(chan struct{})
	go func() {
		c.copy.Wait()
		close(done)
	}()
	h.park(w, done, deadlineAfter(time.Second))
}

func reap(c *child) {
	for {
		if _, err := unix.Wait4(c.pid, nil, 0, nil); err != unix.EINTR {
			return
		}
	}
}

func (p *children) close(h *Host) {
	p.mu.Lock()
	list := p.byPid
	p.byPid, p.closed = nil, true
	p.mu.Unlock()
	for _, c := range list {
		if !h.detach {
			unix.Kill(c.pid, unix.SIGKILL) // not yet waited for, so the number is still its own
		}
		h.dropChild(c)
		go reap(c)
	}
}

// Kill sends a signal. The children of this host may always be signalled; whatever else needs all grants.
func (h *Host) Kill(pid, sig int) error {
	if pid > 0 && len(h.matching(pid)) > 0 {
		return osError("kill", unix.Kill(pid, syscall.Signal(sig)))
	}
	if err := h.pol.Process("sending a signal to", "process "+itoa(pid)); err != nil {
		return osError("kill", err)
	}
	if pid == unix.Getpid() && sig > 0 && sig < numSignals && (h.owner || !h.alone) {
		return h.Raise(sig) // as the system does, before kill returns
	}
	if pid == 0 || pid == -1 || pid == -unix.Getpgrp() {
		if err := h.ofProcess("kill"); err != nil && sig != 0 {
			return err
		}
	}
	return osError("kill", unix.Kill(pid, syscall.Signal(sig)))
}

// Killpg sends a signal to a process group.
func (h *Host) Killpg(pgid, sig int) error {
	if pgid <= 0 || len(h.matching(pgid)) == 0 {
		if err := h.pol.Process("sending a signal to", "process group "+itoa(pgid)); err != nil {
			return osError("killpg", err)
		}
	}
	if pgid < 0 {
		return osError("killpg", EINVAL)
	}
	if pgid <= 1 || pgid == unix.Getpgrp() {
		if err := h.ofProcess("killpg"); err != nil && sig != 0 {
			return err
		}
	}
	return osError("killpg", unix.Kill(-pgid, syscall.Signal(sig)))
}

// PidfdOpen returns a descriptor of a child process, readable once it has ended.
func (h *Host) PidfdOpen(pid, flags int) (int, error) {
	if len(h.matching(pid)) == 0 {
		if err := h.pol.Process("watching", "process "+itoa(pid)); err != nil {
			return -1, osError("pidfd_open", err)
		}
	}
	if err := h.reserve(); err != nil {
		return -1, osError("pidfd_open", err)
	}
	kfd, err := unix.PidfdOpen(pid, flags)
	if err != nil {
		h.release()
		return -1, osError("pidfd_open", err)
	}
	fd, err := h.adopt(kfd, KindEvent, flags)
	return fd, osError("pidfd_open", err)
}

// Exec replaces the process by another program, keeping the inheritable descriptors; only the owner of the process may.
func (h *Host) Exec(program string, argv, env []string) error {
	if !h.owner {
		err := h.pol.Process("replacing the process", program)
		if err == nil {
			err = &policy.Denied{Op: "replacing the process of other interpreters by", Target: program}
		}
		return osError("exec", err, program)
	}
	if err := h.MayRun(program); err != nil {
		return err
	}
	full, err := h.absPath(program)
	if err != nil {
		return osError("exec", err, program)
	}
	if err := h.Access(full, unix.X_OK, AtCwd, true, true); err != nil {
		return osError("exec", err, program)
	}
	if st, err := h.Stat(full, AtCwd, true); err != nil || st.IsDir() {
		return osError("exec", EACCES, program)
	}
	if env == nil {
		env = h.Environ()
	}
	if wd, err := h.Getcwd(); err == nil {
		unix.Chdir(wd)
	}
	// Move all out of the way first, then each to its number: numbers may be swapped.
	var temp []int
	c := &child{}
	var attr syscall.ProcAttr
	held, err := h.childFiles(&Spawn{InheritAll: true}, &attr, c, &temp)
	if err != nil {
		return osError("exec", err, program)
	}
	defer func() {
		for _, f := range held {
			h.put(f)
		}
	}()
	for i, k := range attr.Files {
		if k != ^uintptr(0) {
			if n, err := unix.FcntlInt(k, unix.F_DUPFD_CLOEXEC, maxChildFD+1); err == nil {
				attr.Files[i] = uintptr(n)
			}
		}
	}
	for i, k := range attr.Files {
		if k != ^uintptr(0) {
			unix.Dup3(int(k), i, 0)
		}
	}
	return osError("exec", syscall.Exec(full, argv, env), program)
}
