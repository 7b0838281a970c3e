# expect: ok: ok
# What debuggers of other processes use is not there, or denied.
import sys, os
n = 0
for f in (lambda: sys.remote_exec(os.getpid(), '/tmp/x.py'), lambda: sys.remote_exec(1, __file__), lambda: __import__('_remote_debugging').RemoteUnwinder(1), lambda: __import__('_remotedebugging'),
          lambda: sys.activate_stack_trampoline('perf'), lambda: __import__('_testcapi'), lambda: __import__('_testinternalcapi'), lambda: __import__('_xxsubinterpreters').create(),
          lambda: __import__('_ctypes').dlopen('libc.so.6', 0), lambda: __import__('mmap').mmap(os.open('/dev/mem', 0), 4096), lambda: __import__('resource').setrlimit(0, (1, 1)),
          lambda: __import__('fcntl').ioctl(0, 0x5412, b'x'), lambda: __import__('termios').tcsetattr(0, 0, []), lambda: __import__('syslog').syslog('x'), lambda: os.pidfd_open(1), lambda: os.ptrace(),
          lambda: os.memfd_create('x'), lambda: os.eventfd(0) and 1 / 0, lambda: os.timerfd_create(0) and 1 / 0, lambda: os.unshare(0x10000000), lambda: os.setns(0), lambda: os.sched_setaffinity(0, {0}), lambda: os.getrandom(1) and 1 / 0,
          lambda: os.setuid(0), lambda: os.setsid(), lambda: os.chroot('/'), lambda: os.mount(), lambda: os.login_tty(0), lambda: os.posix_openpt(2), lambda: os.openpty(), lambda: os.forkpty(), lambda: os.fork(), lambda: os.vfork()):
    try: f()
    except (OSError, AttributeError, ImportError, TypeError, ValueError, ZeroDivisionError, RuntimeError, NotImplementedError): n += 1
    else: n += 1
print('ok')
