// What files are and how their attributes change: stat, access, mode, owner, times.
package host

import (
	"time"

	"golang.org/x/sys/unix"
)

// Stat is what stat returns; times are nanoseconds since the epoch.
type Stat struct {
	Mode                uint32
	Ino, Dev            uint64
	Nlink               uint64
	UID, GID            uint32
	Size                int64
	Atime, Mtime, Ctime int64
	Blksize, Blocks     int64
	Rdev                uint64
}

// settledAfter is more than the times of a file system are apart.
const settledAfter = 2 * time.Second

// Settled reports that a later change of the file would show in its time of change.
func (s *Stat) Settled() bool { return time.Since(time.Unix(0, s.Ctime)) > settledAfter }

// IsDir reports whether it is a folder.
func (s *Stat) IsDir() bool { return s.Mode&unix.S_IFMT == unix.S_IFDIR }

// IsRegular reports whether it is a regular file.
func (s *Stat) IsRegular() bool { return s.Mode&unix.S_IFMT == unix.S_IFREG }

// IsLink reports whether it is a symbolic link.
func (s *Stat) IsLink() bool { return s.Mode&unix.S_IFMT == unix.S_IFLNK }

func (s *Stat) fill(k *unix.Stat_t) {
	*s = Stat{
		Mode: k.Mode, Ino: k.Ino, Dev: uint64(k.Dev), Nlink: uint64(k.Nlink), UID: k.Uid, GID: k.Gid, Size: k.Size,
		Atime: k.Atim.Nano(), Mtime: k.Mtim.Nano(), Ctime: k.Ctim.Nano(),
		Blksize: int64(k.Blksize), Blocks: k.Blocks, Rdev: uint64(k.Rdev),
	}
}

// Stat looks at a path; follow says whether through a link at its end.
func (h *Host) Stat(p string, dirfd int, follow bool) (s Stat, err error) {
	return h.stat(p, dirfd, follow, needStat)
}

// StatSource looks at a path under the import grants too.
func (h *Host) StatSource(p string) (s Stat, err error) {
	if name, ok := h.inSource(p); ok {
		return h.statSource(name, p)
	}
	return h.stat(p, AtCwd, true, needImport)
}

func (h *Host) stat(p string, dirfd int, follow bool, nd need) (s Stat, err error) {
	var k unix.Stat_t
	if !h.confined() && p != "" && p[0] == '/' { // the common case, without closures
		flags := 0
		if !follow {
			flags = unix.AT_SYMLINK_NOFOLLOW
		}
		if err = unix.Fstatat(unix.AT_FDCWD, p, &k, flags); err != nil {
			return s, osError("stat", err, p)
		}
		s.fill(&k)
		return s, nil
	}
	err = h.at(p, dirfd, nd, follow, func(dir int, name string, confined bool) error {
		flags := 0
		if confined || !follow {
			flags = unix.AT_SYMLINK_NOFOLLOW
		}
		return unix.Fstatat(dir, name, &k, flags)
	})
	if err != nil {
		return s, osError("stat", err, p)
	}
	s.fill(&k)
	return s, nil
}

// Fstat looks at an open file. Virtual standard streams look like pipes.
func (h *Host) Fstat(fd int) (s Stat, err error) {
	err = h.withFile("fstat", fd, func(f *file) error {
		if f.kfd < 0 {
			s = Stat{Mode: unix.S_IFIFO | 0o600, Nlink: 1, Ino: uint64(fd) + 1, Blksize: 4096}
			return nil
		}
		var k unix.Stat_t
		if err := unix.Fstat(f.kfd, &k); err != nil {
			return err
		}
		s.fill(&k)
		return nil
	})
	return s, err
}

// Statvfs describes a file system.
type Statvfs struct {
	Bsize, Frsize, Blocks, Bfree, Bavail, Files, Ffree, Favail, Flag, Namemax, Fsid uint64
}

func (s *Statvfs) fill(k *unix.Statfs_t) {
	frsize := uint64(k.Frsize)
	if frsize == 0 {
		frsize = uint64(k.Bsize)
	}
	*s = Statvfs{
		Bsize: uint64(k.Bsize), Frsize: frsize, Blocks: k.Blocks, Bfree: k.Bfree, Bavail: k.Bavail,
		Files: k.Files, Ffree: k.Ffree, Favail: k.Ffree, Flag: uint64(k.Flags) &^ 0x20, // ST_VALID is the kernel's own
		Namemax: uint64(k.Namelen), Fsid: uint64(uint32(k.Fsid.Val[0])) | uint64(uint32(k.Fsid.Val[1]))<<32,
	}
}

// Statvfs describes the file system that holds a path.
func (h *Host) Statvfs(p string) (s Statvfs, err error) {
	f, err := h.open(nil, p, unix.O_PATH, 0, AtCwd)
	if err != nil {
		return s, osError("statvfs", err, p)
	}
	defer h.put2(f)
	var k unix.Statfs_t
	if err := unix.Fstatfs(f.kfd, &k); err != nil {
		return s, osError("statvfs", err, p)
	}
	s.fill(&k)
	return s, nil
}

// Fstatvfs describes the file system that holds an open file.
func (h *Host) Fstatvfs(fd int) (s Statvfs, err error) {
	err = h.withFile("fstatvfs", fd, func(f *file) error {
		var k unix.Statfs_t
		if err := unix.Fstatfs(f.kfd, &k); err != nil {
			return err
		}
		s.fill(&k)
		return nil
	})
	return s, err
}

// Access reports whether the process, and the policy, would let the path be read (4), written (2) or run (1).
func (h *Host) Access(p string, mode uint32, dirfd int, effective, follow bool) error {
	nd := needStat
	if mode&unix.R_OK != 0 {
		nd |= needRead
	}
	if mode&unix.W_OK != 0 {
		nd |= needWrite
	}
	return osError("access", h.at(p, dirfd, nd, follow, func(dir int, name string, confined bool) error {
		flags := 0
		if effective {
			flags |= unix.AT_EACCESS
		}
		if confined || !follow {
			flags |= unix.AT_SYMLINK_NOFOLLOW
		}
		if flags == 0 {
			return unix.Faccessat(dir, name, mode, 0)
		}
		if err := unix.Faccessat2(dir, name, mode, flags); err != unix.ENOSYS {
			return err
		}
		return unix.Faccessat(dir, name, mode, flags)
	}), p)
}

// Chmod sets the permissions of a path.
func (h *Host) Chmod(p string, mode uint32, dirfd int, follow bool) error {
	return osError("chmod", h.at(p, dirfd, needWrite, follow, func(dir int, name string, confined bool) error {
		if !confined && follow {
			return unix.Fchmodat(dir, name, mode, 0)
		}
		// By an O_PATH descriptor, so that what is changed is what was looked at.
		fd, err := unix.Openat(dir, name, unix.O_PATH|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if err != nil {
			return err
		}
		defer unix.Close(fd)
		var st unix.Stat_t
		if err := unix.Fstat(fd, &st); err != nil {
			return err
		}
		if st.Mode&unix.S_IFMT == unix.S_IFLNK {
			return EOPNOTSUPP
		}
		return unix.Chmod(procFD(fd), mode)
	}), p)
}

// Fchmod sets the permissions of an open file.
func (h *Host) Fchmod(fd int, mode uint32) error {
	return h.withFile("fchmod", fd, func(f *file) error {
		if err := h.changes(f); err != nil {
			return err
		}
		return unix.Fchmod(f.kfd, mode)
	})
}

// Chown sets the owner and group of a path; -1 leaves one as it is.
func (h *Host) Chown(p string, uid, gid int, dirfd int, follow bool) error {
	return osError("chown", h.at(p, dirfd, needWrite, follow, func(dir int, name string, confined bool) error {
		flags := 0
		if confined || !follow {
			flags = unix.AT_SYMLINK_NOFOLLOW
		}
		return unix.Fchownat(dir, name, uid, gid, flags)
	}), p)
}

// Fchown sets the owner and group of an open file.
func (h *Host) Fchown(fd, uid, gid int) error {
	return h.withFile("fchown", fd, func(f *file) error {
		if err := h.changes(f); err != nil {
			return err
		}
		return unix.Fchown(f.kfd, uid, gid)
	})
}

// Times given to Utime: nanoseconds since the epoch, or one of these.
const (
	UtimeNow  = int64(-1) << 63
	UtimeOmit = UtimeNow + 1
)

func (h *Host) timespec(ns int64) unix.Timespec {
	switch ns {
	case UtimeNow:
		if h.clockFixed() {
			return unix.NsecToTimespec(h.Now())
		}
		return unix.Timespec{Nsec: unix.UTIME_NOW}
	case UtimeOmit:
		return unix.Timespec{Nsec: unix.UTIME_OMIT}
	}
	ts := unix.NsecToTimespec(ns)
	return ts
}

// Utime sets the access and modification times of a path.
func (h *Host) Utime(p string, atime, mtime int64, dirfd int, follow bool) error {
	ts := []unix.Timespec{h.timespec(atime), h.timespec(mtime)}
	return osError("utime", h.at(p, dirfd, needWrite, follow, func(dir int, name string, confined bool) error {
		flags := 0
		if confined || !follow {
			flags = unix.AT_SYMLINK_NOFOLLOW
		}
		return unix.UtimesNanoAt(dir, name, ts, flags)
	}), p)
}

// Futime sets the access and modification times of an open file.
func (h *Host) Futime(fd int, atime, mtime int64) error {
	ts := []unix.Timespec{h.timespec(atime), h.timespec(mtime)}
	return h.withFile("utime", fd, func(f *file) error {
		if err := h.changes(f); err != nil {
			return err
		}
		return unix.UtimesNanoAt(unix.AT_FDCWD, procFD(f.kfd), ts, 0)
	})
}
