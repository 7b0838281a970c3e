# expect: ok: ok
# library
import shutil, tarfile, zipfile, tempfile, io, gzip, bz2, lzma, plistlib, mailbox, shelve, logging.handlers, configparser
b = io.BytesIO()
with tarfile.open(fileobj=b, mode='w') as t:
    for i in range(50):
        h = tarfile.TarInfo('l%d' % i); h.type = tarfile.SYMTYPE; h.linkname = 'l%d' % ((i + 1) % 50); t.addfile(h)
    h = tarfile.TarInfo('../../../tmp/viv_evil'); h.size = 4; t.addfile(h, io.BytesIO(b'evil'))
for f in (lambda: tarfile.open(fileobj=io.BytesIO(b.getvalue())).extractall('/tmp', filter='fully_trusted'), lambda: tarfile.open('/etc/passwd'), lambda: zipfile.ZipFile('/etc/passwd'), lambda: shutil.make_archive('/tmp/viv_evil', 'zip', '/etc'), lambda: shutil.copyfile('/etc/passwd', '/tmp/viv_evil'), lambda: shutil.rmtree('/tmp/viv_evil'), lambda: gzip.open('/etc/passwd').read(), lambda: bz2.open('/etc/passwd').read(),
          lambda: lzma.open('/etc/passwd').read(), lambda: mailbox.mbox('/tmp/viv_evil'), lambda: shelve.open('/tmp/viv_evil'), lambda: logging.handlers.RotatingFileHandler('/tmp/viv_evil'), lambda: logging.handlers.SysLogHandler(), lambda: open(tempfile.mktemp(dir='/tmp'), 'w'), lambda: shutil.disk_usage('/')):
    try: print('done', f())
    except (OSError, tarfile.TarError): pass
    except Exception as e:
        if type(e).__module__ != 'dbm': print(type(e), e)
if configparser.ConfigParser().read('/etc/passwd'): print('read')
print('ok')
