// Tests of hosts that are granted some files only: what is allowed works, and nothing else is reached, by links, "..",
// other descriptors, or races.
package host

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// den makes a folder tree: in/ is granted, out/ is not.
//
//	in/file  in/sub/deep  in/abs -> out/secret  in/rel -> ../out/secret  in/dir -> ../out  in/self -> sub
//	in/absin -> in/sub/deep  in/loop -> loop  in/absdir -> in/sub  out/secret  out/back -> in
func den(t *testing.T) (in, out string) {
	t.Helper()
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	in, out = top+"/in", top+"/out"
	for _, d := range []string{in, in + "/sub", out} {
		if err := os.Mkdir(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for f, s := range map[string]string{in + "/file": "file", in + "/sub/deep": "deep", out + "/secret": "secret"} {
		if err := os.WriteFile(f, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for l, target := range map[string]string{
		"abs": out + "/secret", "rel": "../out/secret", "dir": "../out", "self": "sub", "absin": in + "/sub/deep",
		"loop": "loop", "absdir": in + "/sub", "new": out + "/new", "up": "..",
	} {
		if err := os.Symlink(target, in+"/"+l); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(in, out+"/back"); err != nil {
		t.Fatal(err)
	}
	return in, out
}

func wantDenied(t *testing.T, what string, err error) {
	t.Helper()
	var d *policy.Denied
	var oe *OSError
	if !errors.As(err, &d) || !errors.As(err, &oe) || oe.Errno != EACCES {
		t.Errorf("%s: %v, want a denial", what, err)
	}
}

func TestConfinedReads(t *testing.T) {
	in, out := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{in}}), Dir: in})
	if wd, err := h.Getcwd(); wd != in || err != nil {
		t.Fatal(wd, err)
	}
	for p, want := range map[string]string{
		"file": "file", in + "/file": "file", "sub/deep": "deep", "self/deep": "deep", "absin": "deep", "absdir/deep": "deep",
		"sub/../file": "file", "self/../file": "file", "./sub/./deep": "deep", in + "/../in/file": "file",
		"sub//deep": "deep",
	} {
		data, err := h.ReadFile(nil, p, 0)
		if string(data) != want || err != nil {
			t.Errorf("%s: %q, %v", p, data, err)
		}
		if _, err := h.Stat(p, AtCwd, true); err != nil {
			t.Errorf("stat %s: %v", p, err)
		}
	}
	for _, p := range []string{
		"abs", "rel", "dir/secret", "../out/secret", out + "/secret", "sub/../../out/secret", "/etc/passwd", "/", "..",
		"up/out/secret", "dir", "/proc/self/environ", "/proc/self/fd/0", out + "/back/file", "self/../../out/secret",
	} {
		_, err := h.ReadFile(nil, p, 0)
		wantDenied(t, "read "+p, err)
		_, err = h.Open(nil, p, unix.O_PATH, 0, AtCwd)
		wantDenied(t, "open "+p, err)
		_, err = h.Stat(p, AtCwd, true)
		wantDenied(t, "stat "+p, err)
		_, err = h.Listdir(p, nil)
		wantDenied(t, "list "+p, err)
		wantDenied(t, "access "+p, h.Access(p, 4, AtCwd, false, true))
		wantDenied(t, "chdir "+p, h.Chdir(p))
	}
	_, err := h.ReadFile(nil, "/etc/passwd", 0)
	if got, want := err.Error(), "[Errno 13] read access to '/etc/passwd' is not granted (needs read=['/etc'] or --allow-read=/etc): '/etc/passwd'"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if st, err := h.Stat("abs", AtCwd, false); err != nil || !st.IsLink() {
		t.Error(st, err)
	}
	if s, err := h.Readlink("rel", AtCwd); s != "../out/secret" || err != nil {
		t.Error(s, err)
	}
	_, err = h.Stat("loop", AtCwd, true)
	wantErrno(t, err, ELOOP)
	_, err = h.Stat("file/", AtCwd, true)
	wantErrno(t, err, ENOTDIR)
	_, err = h.Stat("file/x", AtCwd, true)
	wantErrno(t, err, ENOTDIR)
	_, err = h.Stat("nothing", AtCwd, true)
	wantErrno(t, err, ENOENT)
	_, err = h.Stat("nothing/x", AtCwd, true)
	wantErrno(t, err, ENOENT)
	_, err = h.Stat("", AtCwd, true)
	wantErrno(t, err, ENOENT)
	// Reading is all that is granted.
	for what, err := range map[string]error{
		"mkdir": h.Mkdir("d", 0o777, AtCwd), "unlink": h.Unlink("file", AtCwd), "chmod": h.Chmod("file", 0, AtCwd, true),
		"rename": h.Rename("file", "x", AtCwd, AtCwd), "symlink": h.Symlink("x", "y", AtCwd), "link": h.Link("file", "y", AtCwd, AtCwd, false),
		"truncate": h.Truncate("file", 0), "utime": h.Utime("file", 0, 0, AtCwd, true), "rmdir": h.Rmdir("sub", AtCwd),
		"chown": h.Chown("file", 0, 0, AtCwd, true), "mkfifo": h.Mkfifo("p", 0o666, AtCwd),
	} {
		wantDenied(t, what, err)
	}
	for _, flags := range []int{unix.O_WRONLY, unix.O_RDWR, unix.O_CREAT, unix.O_TRUNC, unix.O_TMPFILE | unix.O_RDWR} {
		_, err := h.Open(nil, "file", flags, 0o666, AtCwd)
		wantDenied(t, "open for writing", err)
	}
	fd := must[int](t)(h.Open(nil, "file", unix.O_RDONLY, 0, AtCwd))
	wantDenied(t, "fchmod", h.Fchmod(fd, 0))
	wantDenied(t, "futime", h.Futime(fd, 0, 0))
	wantDenied(t, "fchown", h.Fchown(fd, 0, 0))
	if n, err := h.Read(nil, fd, make([]byte, 9)); n != 4 || err != nil {
		t.Error(n, err)
	}
	dir := must[int](t)(h.Open(nil, ".", unix.O_RDONLY|unix.O_DIRECTORY, 0, AtCwd))
	if _, err := h.Stat("sub/deep", dir, true); err != nil {
		t.Error(err)
	}
	_, err = h.Stat("../out", dir, true)
	wantDenied(t, "by dir_fd", err)
	if names, err := h.FdListdir(dir, nil); len(names) != 11 || err != nil {
		t.Error(names, err)
	}
	if err := h.Chdir("self"); err != nil {
		t.Fatal(err)
	}
	if wd, _ := h.Getcwd(); wd != in+"/sub" {
		t.Error(wd)
	}
	if _, err := h.ReadFile(nil, "deep", 0); err != nil {
		t.Error(err)
	}
}

func TestConfinedWrites(t *testing.T) {
	in, out := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{in}, Write: []string{in}}), Dir: in})
	for what, err := range map[string]error{
		"through a link":     second(h.Open(nil, "new", unix.O_WRONLY|unix.O_CREAT, 0o666, AtCwd)),
		"through a folder":   second(h.Open(nil, "dir/new", unix.O_WRONLY|unix.O_CREAT, 0o666, AtCwd)),
		"mkdir":              h.Mkdir("dir/d", 0o777, AtCwd),
		"rename out":         h.Rename("file", "../out/file", AtCwd, AtCwd),
		"rename in":          h.Rename("../out/secret", "x", AtCwd, AtCwd),
		"link in":            h.Link(out+"/secret", "x", AtCwd, AtCwd, false),
		"link in by symlink": h.Link("abs", "x", AtCwd, AtCwd, true),
		"chmod":              h.Chmod("abs", 0o777, AtCwd, true),
		"truncate":           h.Truncate("rel", 0),
		"utime":              h.Utime("abs", 0, 0, AtCwd, true),
		"unlink":             h.Unlink("dir/secret", AtCwd),
	} {
		wantDenied(t, what, err)
	}
	if data, err := os.ReadFile(out + "/secret"); string(data) != "secret" || err != nil {
		t.Fatal(string(data), err)
	}
	fd := must[int](t)(h.Open(nil, "absdir/made", unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o666, AtCwd))
	h.Write(nil, fd, []byte("x"))
	for _, err := range []error{
		h.Fchmod(fd, 0o600), h.Mkdir("m", 0o777, AtCwd), h.Mkdir("m/n/", 0o777, AtCwd), h.Rename("m/n", "n", AtCwd, AtCwd),
		h.Rmdir("n", AtCwd), h.Symlink("../out", "m/l", AtCwd), h.Unlink("abs", AtCwd), h.Link("file", "file2", AtCwd, AtCwd, false),
		h.Chmod("file", 0o600, AtCwd, true), h.Utime("self", 5e9, 6e9, AtCwd, true), h.Truncate("file", 1),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if st, _ := h.Stat("sub", AtCwd, true); st.Mtime != 6e9 {
		t.Error("utime did not follow the link")
	}
	wantErrno(t, h.Mkdir("m", 0o777, AtCwd), EEXIST)
	wantErrno(t, h.Mkdir(".", 0o777, AtCwd), EEXIST)
}

// What was opened for reading is changed under no other path than that of a write grant, whatever links led to it.
func TestConfinedDescriptors(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"/w", "/x"} {
		if err := os.Mkdir(dir+d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []string{"/x/f", "/w/f"} {
		if err := os.WriteFile(dir+f, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{dir}, Write: []string{dir + "/w"}}), Dir: dir})
	if err := h.Symlink("../x", "w/link", AtCwd); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"w/link/f", "w/link"} {
		fd := must[int](t)(h.Open(nil, p, unix.O_RDONLY, 0, AtCwd))
		for what, err := range map[string]error{
			"fchmod": h.Fchmod(fd, 0o777), "fchown": h.Fchown(fd, 1, 1), "futime": h.Futime(fd, 0, 0),
			"setxattr": h.Fsetxattr(fd, "user.a", []byte("1"), 0), "removexattr": h.Fremovexattr(fd, "user.a"),
		} {
			wantDenied(t, what+" "+p, err)
		}
	}
	if st, err := os.Stat(dir + "/x/f"); err != nil || st.Mode() != 0o600 {
		t.Error(st, err)
	}
	fd := must[int](t)(h.Open(nil, "w/f", unix.O_RDONLY, 0, AtCwd))
	if err := h.Fchmod(fd, 0o640); err != nil {
		t.Error(err)
	}
	// Renamed and replaced: the descriptor is no longer what the path says.
	if err := h.Rename("w/f", "w/g", AtCwd, AtCwd); err != nil {
		t.Fatal(err)
	}
	h.CloseFD(must[int](t)(h.Open(nil, "w/f", unix.O_WRONLY|unix.O_CREAT, 0o600, AtCwd)))
	wantDenied(t, "replaced", h.Fchmod(fd, 0o777))
	log := must[*os.File](t)(os.CreateTemp(t.TempDir(), "log"))
	defer log.Close()
	log.WriteString("before")
	std := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{}), Stdout: log})
	wantDenied(t, "ftruncate of standard output", std.Ftruncate(1, 0))
	wantDenied(t, "fallocate of standard output", std.Fallocate(1, 0, 0, 1<<20))

	made := must[int](t)(h.Open(nil, "w/new", unix.O_WRONLY|unix.O_CREAT, 0o600, AtCwd))
	if err := h.Unlink("w/new", AtCwd); err != nil {
		t.Fatal(err)
	}
	if err := h.Fchmod(made, 0o600); err != nil {
		t.Error(err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestConfinedSingleFileAndLateRoot(t *testing.T) {
	in, _ := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{in + "/file"}, Write: []string{in + "/late"}})})
	if data, err := h.ReadFile(nil, in+"/file", 0); string(data) != "file" || err != nil {
		t.Error(string(data), err)
	}
	_, err := h.ReadFile(nil, in+"/sub/deep", 0)
	wantDenied(t, "neighbour", err)
	_, err = h.Listdir(in, nil)
	wantDenied(t, "folder", err)
	// A root that does not exist yet can be made, and then be used.
	if err := h.Mkdir(in+"/late", 0o777, AtCwd); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Open(nil, in+"/late/f", unix.O_CREAT|unix.O_WRONLY, 0o666, AtCwd); err != nil {
		t.Error(err)
	}
	wantErrno(t, h.Mkdir(in+"/late", 0o777, AtCwd), EEXIST)

	// But it does not become what a link planted there says.
	h2 := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Write: []string{in + "/plant"}})})
	if err := h2.Symlink("sub", in+"/plant", AtCwd); err != nil {
		t.Fatal(err)
	}
	err = second(h2.Open(nil, in+"/plant/f", unix.O_CREAT|unix.O_WRONLY, 0o666, AtCwd))
	if err == nil {
		t.Error("a planted link was followed")
	}
	wantDenied(t, "through the planted link", second(h2.Open(nil, in+"/plant", unix.O_CREAT|unix.O_WRONLY, 0o666, AtCwd)))
}

// A read root below a write root must not move when the interpreter replaces it.
func TestConfinedReplacedRoot(t *testing.T) {
	in, out := den(t)
	p := mustPolicy(t, policy.Grants{Read: []string{in + "/sub"}, Write: []string{in}})
	for name, pol := range map[string]*policy.Policy{
		"same policy": p,
		"child":       mustPolicy(t, policy.Grants{Read: []string{"/"}, Write: []string{in}}).Intersect(p),
	} {
		h := newHost(t, Config{Policy: pol})
		if err := h.Rename(in+"/sub", in+"/sub2", AtCwd, AtCwd); err != nil {
			t.Fatal(err)
		}
		if err := h.Symlink(out, in+"/sub", AtCwd); err != nil {
			t.Fatal(err)
		}
		if data, err := h.ReadFile(nil, in+"/sub/secret", 0); err == nil {
			t.Errorf("%s: read %q", name, data)
		}
		h2 := newHost(t, Config{Policy: pol}) // opens its roots only now
		if data, err := h2.ReadFile(nil, in+"/sub/secret", 0); err == nil {
			t.Errorf("%s: read %q", name, data)
		}
		h.Unlink(in+"/sub", AtCwd)
		h.Rename(in+"/sub2", in+"/sub", AtCwd, AtCwd)
	}
}

// While one thread swaps a folder for a link, another must never get out.
func TestConfinedRace(t *testing.T) {
	in, out := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{in}, Write: []string{in}}), Dir: in})
	os.WriteFile(in+"/sub/secret", []byte("inside"), 0o666)
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
			os.Rename(in+"/sub", in+"/away")
			os.Symlink(out, in+"/sub")
			os.Remove(in + "/sub")
			os.Rename(in+"/away", in+"/sub")
		}
	}()
	leaf := make(chan struct{})
	os.WriteFile(in+"/leaf", []byte("inside"), 0o666)
	go func() {
		defer close(leaf)
		for !stop.Load() {
			os.Symlink(out+"/secret", in+"/l2")
			os.Rename(in+"/l2", in+"/leaf")
			os.WriteFile(in+"/l3", []byte("inside"), 0o666)
			os.Rename(in+"/l3", in+"/leaf")
		}
	}()
	end := time.Now().Add(400 * time.Millisecond)
	reads := 0
	for time.Now().Before(end) {
		for _, p := range []string{"sub/secret", "sub/../sub/secret", "leaf"} {
			data, err := h.ReadFile(nil, p, 0)
			if err == nil {
				reads++
			}
			if string(data) == "secret" {
				t.Fatal("escaped by " + p)
			}
		}
		h.Truncate("leaf", 0)
		h.Chmod("leaf", 0o600, AtCwd, true)
		if fd, err := h.Open(nil, "sub/made", unix.O_CREAT|unix.O_WRONLY, 0o666, AtCwd); err == nil {
			h.CloseFD(fd)
		}
	}
	stop.Store(true)
	<-done
	<-leaf
	if reads == 0 {
		t.Error("nothing was read at all")
	}
	if _, err := os.Stat(out + "/made"); err == nil {
		t.Error("wrote outside")
	}
	if data, _ := os.ReadFile(out + "/secret"); string(data) != "secret" {
		t.Error("the secret was changed")
	}
}

func TestConfinedAllRead(t *testing.T) {
	in, out := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{"/"}})})
	if data, err := h.ReadFile(nil, in+"/abs", 0); string(data) != "secret" || err != nil {
		t.Error(string(data), err)
	}
	if data, err := h.ReadFile(nil, in+"/dir/secret", 0); string(data) != "secret" || err != nil {
		t.Error(string(data), err)
	}
	if data, err := h.ReadFile(nil, out+"/back/sub/deep", 0); string(data) != "deep" || err != nil {
		t.Error(string(data), err)
	}
	// Not the process itself.
	for _, p := range []string{"/proc/self/environ", "/proc/self/mem", "/proc/self/fd/0", "/proc/1/cmdline"} {
		_, err := h.ReadFile(nil, p, 0)
		wantDenied(t, p, err)
	}
}

func TestNothingGranted(t *testing.T) {
	h := newHost(t, Config{})
	if wd, err := h.Getcwd(); wd != "/" || err != nil {
		t.Error(wd, err)
	}
	if env := h.Environ(); len(env) != 0 {
		t.Error(env)
	}
	_, err := h.Stat(".", AtCwd, true)
	wantDenied(t, "stat", err)
	_, err = h.StatSource("/usr")
	wantDenied(t, "stat to import", err)
	_, err = h.Spawn(nil, sh("true"))
	wantDenied(t, "spawn", err)
	_, err = h.Memfd("x", 0)
	wantDenied(t, "memfd", err)
	wantDenied(t, "setrlimit", h.Setrlimit(0, 0, 0))
	wantDenied(t, "setpgid", h.Setpgid(0, 0))
	if u, _ := h.Uname(); u.Nodename != "localhost" {
		t.Error(u)
	}
	if h.Executable() != "" {
		t.Error("it knows where it runs")
	}
}

func TestEnvGrants(t *testing.T) {
	t.Setenv("VIVARIUM_A", "1")
	t.Setenv("VIVARIUM_B", "2")
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Env: []string{"VIVARIUM_A"}})})
	if got := strings.Join(h.Environ(), " "); got != "VIVARIUM_A=1" {
		t.Error(got)
	}
	h.Setenv("OWN", "x")
	if v, ok := h.Getenv("OWN"); v != "x" || !ok {
		t.Error("it cannot set its own")
	}
	h.Unsetenv("VIVARIUM_A")
	if _, ok := h.Getenv("VIVARIUM_A"); ok || os.Getenv("VIVARIUM_A") != "1" {
		t.Error("unset")
	}
}

func TestImportGrants(t *testing.T) {
	in, out := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Import: []string{in}})})
	if data, err := h.ReadSource(nil, in+"/file", 0); string(data) != "file" || err != nil {
		t.Error(string(data), err)
	}
	if _, err := h.StatSource(in + "/sub"); err != nil {
		t.Error(err)
	}
	_, err := h.ReadSource(nil, in+"/abs", 0)
	wantDenied(t, "link", err)
	_, err = h.ReadSource(nil, out+"/secret", 0)
	wantDenied(t, "outside", err)
	_, err = h.ReadFile(nil, in+"/file", 0)
	wantDenied(t, "reading what may only be imported", err)
	if d, err := h.OpenSourceDir(in); err != nil {
		t.Error(err)
	} else {
		d.Close()
	}
}
