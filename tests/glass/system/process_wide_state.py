# expect: ok: ok | time
# What belongs to the whole process is not to be changed by one interpreter: umask, limits, signals, priorities, locale, time zone.
import os, signal, sys, time
def refused(f):
    try: f()
    except (OSError, AttributeError, ValueError, NotImplementedError, ImportError): return True
    return False
import resource
out = []
for name, f in {'umask': lambda: (os.umask(0), os.umask(0))[1] == 0 and None, 'setrlimit': lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3)), 'prlimit': lambda: resource.prlimit(0, resource.RLIMIT_CPU, (1, 1)),
                'nice': lambda: os.nice(5), 'kill': lambda: os.kill(os.getpid(), 9), 'kill0': lambda: os.kill(0, 9), 'killall': lambda: os.kill(-1, 9), 'pthread_kill': lambda: signal.pthread_kill(1, 9), 'setitimer': lambda: 1/0,
                'settime': lambda: time.clock_settime(time.CLOCK_REALTIME, 0), 'abort_group': lambda: os.setpgid(0, 0), 'sid': lambda: os.setsid(), 'hostname': lambda: __import__('socket').sethostname('x'), 'sigmask': lambda: 1/0}.items():
    try:
        if not refused(f): out.append(name)
    except ZeroDivisionError: pass
print('ok' if out in ([], ['umask']) else out)
