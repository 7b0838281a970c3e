# expect: ok: contained
# grant: read write
import os, sys
root = sys.argv[1]
bad = []
for target in ("/etc/passwd", "../secret.txt", "..", "/"):
    try:
        os.symlink(target, root + "/planted")
    except OSError:
        continue
    for p in ("/planted", "/planted/secret.txt", "/planted/etc/passwd"):
        try:
            bad.append((target, open(root + p).read()[:10]))
        except OSError:
            pass
        try:
            open(root + p, "a").close()
            bad.append((target, "written"))
        except OSError:
            pass
    os.remove(root + "/planted")
for f in (lambda: os.link("/etc/passwd", root + "/hard"), lambda: os.rename(root + "/inside.txt", root + "/../moved"), lambda: os.rename(root + "/../secret.txt", root + "/mine"),
          lambda: os.link(root + "/../secret.txt", root + "/hard")):
    try:
        f()
        bad.append(f.__code__.co_consts)
    except OSError:
        pass
print("contained" if not bad else bad)
