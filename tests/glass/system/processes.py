# expect: ok: 0 ways
import os
ways = 0
for f in (lambda: os.fork(), lambda: os.forkpty(), lambda: os.execv("/bin/sh", ["sh"]), lambda: os.execve("/bin/sh", ["sh"], {}), lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {}),
          lambda: os.posix_spawnp("sh", ["sh", "-c", "true"], {}), lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]), lambda: os.popen("id").read()[0],
          lambda: __import__("_posixsubprocess").fork_exec([b"/bin/true"], [b"/bin/true"], True, (), None, None, -1, -1, -1, -1, -1, -1, 1, 2, False, False, 0, None, None, None, -1, None)):
    try:
        f()
        ways += 1
        print("a way:", f.__code__.co_names)
    except (OSError, AttributeError, NotImplementedError, ImportError, TypeError, ValueError):
        pass
print(ways, "ways")
