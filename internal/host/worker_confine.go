// What the kernel itself denies to a worker process, from the grants of its policy: by Landlock, where the kernel has it. It is
// wider than the policy, which goes on to decide; it is for a worker that has been taken over.
//
// Invariant: it never denies what the policy grants. Where that is in doubt it leaves a right alone.
package host

import (
	"os"
	"path/filepath"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Rights of files, as Landlock has them.
const (
	llRead  = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	llWrite = unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_REMOVE_DIR | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE |
		unix.LANDLOCK_ACCESS_FS_MAKE_CHAR | unix.LANDLOCK_ACCESS_FS_MAKE_DIR | unix.LANDLOCK_ACCESS_FS_MAKE_REG |
		unix.LANDLOCK_ACCESS_FS_MAKE_SOCK | unix.LANDLOCK_ACCESS_FS_MAKE_FIFO | unix.LANDLOCK_ACCESS_FS_MAKE_BLOCK |
		unix.LANDLOCK_ACCESS_FS_MAKE_SYM
	llFile = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE |
		unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_IOCTL_DEV // what means something for what is no folder
)

// workerFiles are what the runtime reads for itself, whatever is granted: time zones, names of hosts, itself.
var workerFiles = []string{"/etc/localtime", "/usr/share/zoneinfo", "/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/services",
	"/etc/protocols", "/dev/urandom", "/dev/random", "/proc/self", "/sys/fs/cgroup"}

// signalsErratum is the bit of a kernel in which threads of a process that confined themselves one by one may still
// signal each other, as Go's do.
const signalsErratum = 1 << 1

// ConfineWorker takes from this process, for good, what a policy does not grant: files, TCP, signals to others, starting
// programs. done is false where the kernel cannot, or where the policy grants what cannot be told apart from everything:
// all of the process's rights, or programs.
func ConfineWorker(p *policy.Policy) (done bool, err error) {
	if p.Everything() || !p.RunsNone() {
		return false, nil
	}
	abi, _, e := syscall.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if e != 0 || abi < 1 {
		return false, nil
	}
	errata, _, e := syscall.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_ERRATA)
	if e != 0 {
		errata = 0
	}
	write := uint64(llWrite)
	if abi >= 2 {
		write |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if abi >= 3 {
		write |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	handled := llRead | write | unix.LANDLOCK_ACCESS_FS_EXECUTE
	if abi >= 5 {
		handled |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
		write |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	attr := unix.LandlockRulesetAttr{Handled_access_fs: handled}
	size := unsafe.Sizeof(attr.Handled_access_fs)
	if abi >= 4 {
		size *= 2
		if p.NetNone() {
			attr.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
		}
	}
	if abi >= 6 {
		size = unsafe.Sizeof(attr.Handled_access_fs) * 3
		if p.NetNone() {
			attr.Scoped |= unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET
		}
		if errata&signalsErratum != 0 {
			attr.Scoped |= unix.LANDLOCK_SCOPE_SIGNAL
		}
	}
	fd, _, e := syscall.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), size, 0)
	if e != 0 {
		return false, nil
	}
	ruleset := int(fd)
	defer unix.Close(ruleset)
	read, writable := p.FileRoots()
	for _, f := range workerFiles {
		if err := allow(ruleset, f, llRead, false); err != nil {
			return false, err
		}
	}
	for _, f := range read {
		if err := allow(ruleset, f, llRead, true); err != nil {
			return false, err
		}
	}
	for _, f := range writable {
		if err := allow(ruleset, f, write|llRead, true); err != nil {
			return false, err
		}
	}
	if err := allow(ruleset, "/dev/null", unix.LANDLOCK_ACCESS_FS_READ_FILE|unix.LANDLOCK_ACCESS_FS_WRITE_FILE, false); err != nil {
		return false, err
	}
	// Each thread confines itself; those to come inherit it.
	if _, _, e := syscall.AllThreadsSyscall(unix.SYS_LANDLOCK_RESTRICT_SELF, uintptr(ruleset), 0, 0); e != 0 {
		return false, nil // ENOTSUP in a program with cgo, whose threads Go does not know
	}
	return true, nil
}

// allow lets a ruleset have rights at a path and below. What is not there yet stands for the folder that it would be in; the
// runtime opens a granted file through its folder, of which it needs the list.
func allow(ruleset int, path string, rights uint64, granted bool) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		if !granted || path == "/" || path == "." {
			return nil
		}
		return allow(ruleset, filepath.Dir(path), rights, true)
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return os.NewSyscallError("fstat", err)
	}
	if st.Mode&unix.S_IFMT != unix.S_IFDIR {
		if granted {
			if err := allow(ruleset, filepath.Dir(path), rights&^(unix.LANDLOCK_ACCESS_FS_READ_FILE|unix.LANDLOCK_ACCESS_FS_WRITE_FILE|
				unix.LANDLOCK_ACCESS_FS_TRUNCATE|unix.LANDLOCK_ACCESS_FS_IOCTL_DEV), true); err != nil {
				return err
			}
		}
		rights &= llFile
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)}
	_, _, e := syscall.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(ruleset), unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0)
	if e != 0 && e != unix.EBADFD {
		return os.NewSyscallError("landlock_add_rule", e)
	}
	return nil
}
