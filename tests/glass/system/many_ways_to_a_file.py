# expect: ok: 0 ways
import io, os
p = "/etc/passwd"
ways = 0
for f in (lambda: open(p), lambda: io.open(p), lambda: io.FileIO(p), lambda: io.open_code(p), lambda: os.open(p, 0), lambda: os.stat(p), lambda: os.lstat(p),
          lambda: os.listdir("/etc"), lambda: list(os.scandir("/etc")), lambda: os.access(p, 4) or 1 / 0, lambda: os.readlink("/proc/self/exe"), lambda: os.chdir("/etc"),
          lambda: os.statvfs("/"), lambda: os.getxattr(p, "user.x"), lambda: os.listxattr(p), lambda: os.truncate(p, 0), lambda: os.remove(p), lambda: os.rename(p, p + "x"),
          lambda: os.link(p, "/tmp/x"), lambda: os.symlink(p, "/tmp/vivarium-x"), lambda: os.mkdir("/tmp/vivarium-y"), lambda: os.mkfifo("/tmp/vivarium-z"), lambda: os.mknod("/tmp/vivarium-n"),
          lambda: os.chmod(p, 0o777), lambda: os.chown(p, 0, 0), lambda: os.utime(p), lambda: os.replace(p, p), lambda: os.rmdir("/etc"), lambda: os.walk("/etc").__next__()[1][0],
          lambda: os.open(".", os.O_PATH), lambda: os.memfd_create("x"), lambda: os.chroot("/"), lambda: os.pathconf(p, "PC_NAME_MAX"), lambda: os.copy_file_range(0, 1, 10),
          lambda: os.sendfile(1, 0, 0, 10), lambda: os.posix_openpt(0), lambda: os.openpty(), lambda: os.open("/dev/tty", 0)):
    try:
        f()
        ways += 1
        print("a way:", f.__code__.co_firstlineno, f.__code__.co_names, f.__code__.co_consts)
    except (OSError, AttributeError, ZeroDivisionError, StopIteration, TypeError, NotImplementedError, IndexError, ValueError):
        pass
print(ways, "ways")
