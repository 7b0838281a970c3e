# expect: ok: []
import os, posix, sys
hit = []
skip = {'eventfd_read', 'read', 'readv', 'pread', 'login_tty', '_exit', 'abort', 'kill', 'killpg', 'fork', 'forkpty', 'pause', 'wait', 'waitpid', 'wait3', 'wait4', 'waitid', 'closerange', 'close', 'dup2'}
A = ['/etc/passwd', b'/etc/passwd', '/', '/tmp', '/proc/self/environ', 0, 1, 3, '.', '/etc/passwd']
for m in (os, posix):
    for n in sorted(dir(m)):
        f = getattr(m, n)
        if not callable(f) or isinstance(f, type) or n in skip or n.startswith('__'): continue
        for args in ((), ('/etc/passwd',), ('/etc',), (b'/etc/passwd',), ('/etc/passwd', 0), ('/etc/passwd', '/tmp/x'), ('/etc', '/tmp/y'), (3,), (5, 10), (5, b'x'), ('/etc/passwd', os.O_RDONLY), ('/bin/sh', ['sh']), ('/bin/sh', ['sh'], {}), (0, '/bin/sh', ['sh']), ('/tmp/vivx', 0o777), ('PATH',), ('/etc/passwd', 'user.x'), ('/etc/passwd', 1, 1)):

            try: r = f(*args)
            except (OSError, TypeError, ValueError, KeyError, NotImplementedError, AttributeError, OverflowError, LookupError, ImportError): continue
            except SystemExit: continue
            if isinstance(r, (bytes, str)) and ('root:' in str(r) or 'passwd' in str(r)) and n[0] != '_' and n not in ('fspath', 'fsencode', 'fsdecode', '_fspath'): hit.append((n, args, r)) if args and args[0] != 3 else 0
            if isinstance(r, list) and 'passwd' in r: hit.append((n, args))
            if n in ('open', 'popen', 'system', 'fork', 'stat', 'lstat', 'listdir', 'scandir', 'mkdir', 'posix_spawn', 'posix_spawnp', 'memfd_create') : hit.append((n, args, r)) if args and args[0] != 3 else 0
print(hit)
