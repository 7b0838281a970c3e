# expect: ok: []
import os, io, sys, tokenize, linecache, importlib.util, importlib.machinery as m, runpy, pathlib, shutil, tempfile, glob, traceback, inspect
P = '/etc/passwd'; hit = []
def t(n, f):
    try: r = f()
    except (OSError, ImportError, SyntaxError, TypeError, ValueError, AttributeError) as e: return
    if r and 'root:' in str(r): hit.append((n, r))
    if n.startswith('!') and r: hit.append((n, r))
t('io.open', lambda: io.open(P).read()); t('fileio', lambda: io.FileIO(P).read()); t('code', lambda: io.open_code(P).read())
t('opener', lambda: open(P, opener=lambda p, f: os.open(p, f)).read()); t('opener2', lambda: open('x', opener=lambda p, f: 3).read())
for fd in range(0, 64): t('fd', lambda: os.pread(fd, 100, 0)); t('fd2', lambda: open(fd, 'rb', closefd=False).read(10) if fd > 2 else 0); t('!fstat', lambda: fd > 2 and os.fstat(fd))
t('link', lambda: linecache.getlines(P)); t('tok', lambda: tokenize.open(P).read()); t('path', lambda: pathlib.Path(P).read_text()); t('!exists', lambda: os.path.exists(P) or pathlib.Path('/etc').exists() or os.path.isdir('/') or os.path.islink('/bin'))
t('loader', lambda: m.SourceFileLoader('x', P).get_data(P)); t('loader2', lambda: m.SourceFileLoader('x', P).get_source('x')); t('sl', lambda: m.SourcelessFileLoader('x', P).get_code('x')); t('runpy', lambda: runpy.run_path(P)); t('finder', lambda: m.FileFinder('/etc', (m.SourceFileLoader, ['wd'])).find_spec('pass'))
t('!ff', lambda: m.FileFinder('/etc', (m.SourceFileLoader, ['wd'])).find_spec('pass'))
t('spec', lambda: importlib.util.module_from_spec(importlib.util.spec_from_file_location('x', P)).__loader__.get_data(P))
sys.path.insert(0, '/usr/lib/python3/dist-packages'); t('!glob', lambda: glob.glob('/etc/*')); t('copy', lambda: shutil.copyfile(P, '/tmp/x')); t('tmp', lambda: tempfile.TemporaryFile()); t('!tmpdir', lambda: tempfile.mkdtemp())
t('!walk', lambda: list(os.walk('/etc'))); t('tb', lambda: traceback.format_list([traceback.FrameSummary(P, 1, 'x')]))
t('src', lambda: inspect.getsource(compile('1', P, 'exec'))); t('warn', lambda: __import__('warnings').formatwarning('x', UserWarning, P, 1)); t('which', lambda: shutil.which('sh')); t('!du', lambda: shutil.disk_usage('/')); t('exp', lambda: os.path.expanduser('~root')); t('!stat', lambda: os.stat('/')); t('!rp', lambda: os.path.realpath('/proc/self/exe') != '/proc/self/exe'); t('!cwd', lambda: os.listdir('.'))
print(hit)
