# expect: ok: contained
# grant: read
import os, sys
root = sys.argv[1]
bad = []
for f in (lambda: open(root + "/inside.txt", "w"), lambda: open(root + "/new", "x"), lambda: open(root + "/inside.txt", "r+"), lambda: os.remove(root + "/inside.txt"),
          lambda: os.mkdir(root + "/d"), lambda: os.symlink("/etc", root + "/s"), lambda: os.chmod(root + "/inside.txt", 0), lambda: os.truncate(root + "/inside.txt", 0),
          lambda: os.utime(root), lambda: os.rename(root + "/inside.txt", root + "/b"), lambda: os.fchmod(os.open(root + "/inside.txt", 0), 0),
          lambda: os.open(root + "/inside.txt", os.O_RDONLY | os.O_TRUNC), lambda: os.open(root, os.O_RDWR | os.O_TMPFILE), lambda: os.setxattr(root + "/inside.txt", "user.a", b"1")):
    try:
        f()
        bad.append(f.__code__.co_names)
    except OSError:
        pass
print("contained" if not bad else bad)
