# expect: ok: contained
# grant: read
import os, sys
root = sys.argv[1]
assert open(root + "/inside.txt").read() == "inside"
assert open(root + "/fine").read() == "inside"
bad = []
os.chdir(root)
for p in ("../secret.txt", "sub/../../secret.txt", root + "/../secret.txt", root + "/sub/../../secret.txt", "up/secret.txt", "up/root/../secret.txt", "./../secret.txt",
          root + "/./sub/.././../secret.txt", "//" + root + "/../secret.txt", root + "x/../../secret.txt", "link", root + "/up/root/link", b"../secret.txt"):
    try:
        bad.append(open(p).read())
    except (OSError, ValueError):
        pass
d = os.open(root + "/sub", os.O_RDONLY)
for p in ("../../secret.txt", "../link", "../up/secret.txt"):
    try:
        bad.append(os.read(os.open(p, os.O_RDONLY, dir_fd=d), 10))
    except OSError:
        pass
try:
    os.fchdir(d)
    os.chdir("../..")
    bad.append(open("secret.txt").read())
except OSError:
    pass
print("contained" if not bad else bad)
