# expect: ok: ok | time
# What shows source lines reads no file that was not granted: tracebacks, warnings, inspect, linecache, tokenize, SyntaxError.
import traceback, linecache, warnings, inspect, io, sys, types, tokenize, importlib.util, importlib.machinery, runpy, zipimport, os
path = '/etc/passwd'
out = []
secret = 'ro' + 'ot:'
e = compile('\n\n1/0', path, 'exec')
try: exec(e)
except ZeroDivisionError as x:
    out.append(''.join(traceback.format_exception(x)))
    s = io.StringIO(); traceback.print_exc(file=s); out.append(s.getvalue())
    s = io.StringIO(); sys.stderr, keep = s, sys.stderr
    try: sys.excepthook(type(x), x, x.__traceback__)
    finally: sys.stderr = keep
    out.append(s.getvalue())
try: exec(compile('raise SyntaxError("x", (%r, 1, 1, None))' % path, 'a', 'exec'))
except SyntaxError as x: out.append(''.join(traceback.format_exception(x)))
out.append(str(linecache.getlines(path)) + linecache.getline(path, 1))
linecache.checkcache(); linecache.updatecache(path)
s = io.StringIO(); sys.stderr, keep = s, sys.stderr
try: warnings.warn_explicit('w', UserWarning, path, 1)
finally: sys.stderr = keep
out.append(s.getvalue())
def attempt(f):
    try: out.append(str(f()))
    except (OSError, ImportError, TypeError, SyntaxError, AttributeError): pass
fn = types.FunctionType(e, {})
m = types.ModuleType('m'); m.__file__ = path; sys.modules['m'] = m
cls = type('A', (), {'__module__': 'm', '__firstlineno__': 1})
for f in (lambda: inspect.getsource(fn), lambda: inspect.getsource(m), lambda: inspect.getsource(cls), lambda: inspect.findsource(e), lambda: inspect.getcomments(m), lambda: tokenize.open(path).read(), lambda: runpy.run_path(path), lambda: zipimport.zipimporter(path), lambda: importlib.util.spec_from_file_location('q', path).loader.get_data(path), lambda: importlib.machinery.SourceFileLoader('q', path).get_source('q'), lambda: importlib.machinery.SourcelessFileLoader('q', path).get_code('q'), lambda: importlib.machinery.FileFinder('/etc').find_spec('passwd'), lambda: importlib.machinery.PathFinder.find_spec('passwd', ['/etc']), lambda: os.path.getsize(path), lambda: os.path.exists(path) and secret, lambda: os.access(path, 4) and secret):
    attempt(f)
bad = [o for o in out if secret in o or 'nolog' + 'in' in o]
print('ok' if not bad else bad)
