# expect: ok: []
import os
bad = []
for fd in list(range(-5, 30)) + [1 << 31, -100, 1 << 62]:
    for name in ('.', '..', '/etc/passwd', 'etc/passwd', '../../../../etc/passwd', '', '\0', 'a\0b', '/proc/self/environ', '/proc/self/fd/0', '/dev/fd/0', '/proc/self/root/etc/passwd', b'/etc/passwd', b'\xff', '\udcff', 'a' * 5000, '/' * 5000, '/etc/passwd/', '//etc//passwd', '/./etc/./passwd', '/proc/1/root', '/proc/self/cwd'):
        for f in ((lambda: os.open(name, os.O_RDONLY, dir_fd=fd)), (lambda: os.open(name, os.O_PATH, dir_fd=fd)), (lambda: os.stat(name, dir_fd=fd)), (lambda: os.readlink(name, dir_fd=fd)), (lambda: os.listdir(name)), (lambda: os.access(name, os.R_OK, dir_fd=fd)), (lambda: os.scandir(name)), (lambda: os.link(name, 'x', src_dir_fd=fd, dst_dir_fd=fd)),
                  (lambda: os.symlink(name, 'x', dir_fd=fd)), (lambda: os.rename(name, 'x', src_dir_fd=fd, dst_dir_fd=fd)), (lambda: os.unlink(name, dir_fd=fd)), (lambda: os.mkdir(name, dir_fd=fd)), (lambda: os.utime(name, dir_fd=fd)), (lambda: os.chmod(name, 0o777, dir_fd=fd)), (lambda: os.mkfifo(name, dir_fd=fd)), (lambda: os.statvfs(name)), (lambda: os.truncate(name, 0)), (lambda: os.chdir(name)), (lambda: os.getxattr(name, 'user.a')), (lambda: os.execv(name, ['a'])), (lambda: os.posix_spawn(name, ['a'], {})), (lambda: os.pathconf(name, 1)), (lambda: os.open(name, os.O_RDWR | os.O_TMPFILE))):
            try: r = f()
            except (OSError, ValueError, TypeError, OverflowError, NotImplementedError): continue
            if r not in (False, None): bad.append((fd, name, r))
print(bad)
