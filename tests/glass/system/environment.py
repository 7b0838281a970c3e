# expect: ok: contained
import os, posix
seen = [k for k in ("PATH", "HOME", "USER", "SHELL", "PWD", "SECRET") if k in os.environ or os.getenv(k) or k.encode() in posix.environ or k in os.environ.copy()]
print("contained" if not seen and not dict(os.environ) else dict(os.environ))
