# expect: ok: ok | time
# grant: write
# Names that change under the operations that use them.
import os, sys, threading
root = sys.argv[1]
os.makedirs(root + '/a/b/c', exist_ok=True)
open(root + '/a/b/f', 'w').write('mine')
stop, bad = False, []
def swap():
    while not stop:
        for name in ('a/b', 'a'):
            try:
                os.rename(root + '/' + name, root + '/kept')
                os.symlink('/etc', root + '/' + name)
                os.unlink(root + '/' + name)
                os.rename(root + '/kept', root + '/' + name)
            except OSError: pass
ts = [threading.Thread(target=swap, daemon=True) for i in range(2)]
for t in ts: t.start()
def use():
    for p in ('/a/b/passwd', '/a/passwd', '/a/b/../passwd', '/a/b/f'):
        for f in (lambda: open(root + p).read(), lambda: os.stat(root + p) if 'passwd' in p else 0, lambda: os.open(root + p, os.O_WRONLY | os.O_CREAT) if 0 else 0, lambda: os.listdir(root + os.path.dirname(p)), lambda: os.link(root + p, root + '/stolen') or open(root + '/stolen').read(), lambda: os.rename(root + p, root + '/stolen2') or open(root + '/stolen2').read(), lambda: [x.name for x in os.scandir(root + '/a')]):
            try: r = f()
            except OSError: continue
            if isinstance(r, str) and 'root:' in r or isinstance(r, list) and 'passwd' in r: bad.append((p, r))
d = None
try: d = os.open(root + '/a', os.O_RDONLY)
except OSError: pass
for i in range(200):
    use()
    if d is not None:
        for p in ('b/passwd', '../../etc/passwd', 'b/../../../../etc/passwd', '/etc/passwd'):
            try:
                fd = os.open(p, os.O_RDONLY, dir_fd=d)
                if b'root:' in os.read(fd, 100): bad.append(p)
                os.close(fd)
            except OSError: pass
stop = True
for t in ts: t.join()
print('ok' if not bad else bad[:3])
