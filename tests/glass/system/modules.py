# expect: ok: done
for n in ('ctypes', '_ctypes', 'subprocess', 'multiprocessing', 'mmap', '_posixshmem', 'sqlite3', 'ssl', '_ssl', 'zipimport', 'dbm', 'pty', 'tty', 'termios', 'readline', 'syslog', 'nis', 'spwd', 'crypt', '_testinternalcapi', '_testcapi', '_imp', 'imp', '_posixsubprocess', 'faulthandler', 'pwd', 'grp', 'resource', 'fcntl'):
    try:
        m = __import__(n)
        for k in dir(m):
            f = getattr(m, k)
            if callable(f) and not isinstance(f, type) and k not in ('pause', 'sigwait'):
                for a in ((), (0,), ('/etc/passwd',), (0, 0), ('/bin/ls', '/bin/ls'), (1, 2, 3)):
                    try: f(*a)
                    except (Exception): pass
    except ImportError as e: pass
print('done')
