# expect: ok: ok
# grant: write
import os, sys, shutil, pathlib, glob, tempfile
root = sys.argv[1]
bad = []
def attempt(f):
    try: return f()
    except (OSError, ValueError, NotImplementedError, shutil.Error, RuntimeError, TypeError): return None
targets = ('/etc/passwd', '/etc', '..', '../..', '/proc/self/root', '/proc/self/fd/0', '/proc/1/root/etc/passwd', '/dev/fd/0', 'l0', '/', '.', root + '/../..', '//etc/passwd', '/etc/./passwd', './/../../../../../../../../etc/passwd')
for i, t in enumerate(targets):
    attempt(lambda: os.symlink(t, '%s/l%d' % (root, i)))
    attempt(lambda: os.link(t, '%s/h%d' % (root, i)))
    for n in ('l%d' % i, 'h%d' % i, 'l%d/passwd' % i, 'l%d/etc/passwd' % i, 'l%d/../etc/passwd' % i, 'l%d/l%d' % (i, i)):
        p = root + '/' + n
        for f in (lambda: open(p).read(), lambda: pathlib.Path(p).resolve(strict=True).read_text(), lambda: shutil.copyfile(p, root + '/copy') and open(root + '/copy').read(), lambda: str(os.listdir(p)), lambda: str(glob.glob(p + '/*')), lambda: shutil.copytree(p, root + '/tree%d' % i) and str(os.listdir(root + '/tree%d' % i)), lambda: os.truncate(p, 0), lambda: os.chmod(p, 0o777), lambda: os.utime(p), lambda: os.readlink(p), lambda: os.replace(p, root + '/r'), lambda: str(list(os.walk(p, followlinks=True))[:5]), lambda: os.getxattr(p, 'user.x'), lambda: str(os.statvfs(p)) and '', lambda: shutil.move(p, root + '/moved%d' % i)):
            r = attempt(f)
            if isinstance(r, str) and ('root:' in r or 'passwd\'' in r or 'hosts\'' in r): bad.append((n, r[:80]))
attempt(lambda: os.chdir(root + '/l1')); r = attempt(lambda: open('passwd').read())
if r and 'root:' in r: bad.append('chdir')
tempfile.tempdir = '/etc'
r = attempt(lambda: tempfile.NamedTemporaryFile(dir=root + '/l1').name)
if r and r.startswith('/etc'): bad.append(r)
print('ok' if not bad else bad[:3])
