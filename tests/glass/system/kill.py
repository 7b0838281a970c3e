# expect: ok: 0 ways
import os, signal
ways = 0
for f in (lambda: os.kill(1, 0), lambda: os.kill(os.getppid(), 9), lambda: os.kill(-1, 9), lambda: os.killpg(0, 9), lambda: os.kill(0, 9), lambda: os.nice(5),
          lambda: os.setpriority(os.PRIO_PROCESS, 0, 5), lambda: os.setuid(0), lambda: os.setsid(), lambda: os.setpgid(0, 0), lambda: os.sched_setaffinity(0, {0}),
          lambda: os.pidfd_open(os.getppid()), lambda: os.setgroups([]), lambda: os.sched_setscheduler(0, 0, os.sched_param(0)), lambda: os.unshare(0), lambda: os.setns(0)):
    try:
        f()
        ways += 1
        print("a way:", f.__code__.co_names)
    except (OSError, AttributeError, TypeError, NotImplementedError):
        pass
print(ways, "ways")
