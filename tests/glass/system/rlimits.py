# expect: ok: 0 ways
import resource
ways = 0
for r in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE):
    try:
        resource.setrlimit(r, (1, 1))
        ways += 1
    except (OSError, ValueError):
        pass
try:
    resource.prlimit(1, resource.RLIMIT_NOFILE)
    ways += 1
except (OSError, ValueError, AttributeError, NotImplementedError):
    pass
print(ways, "ways")
