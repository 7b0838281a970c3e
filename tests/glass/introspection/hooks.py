# expect: exit: 0
import sys, builtins
def bad(*a): raise bad
class W:
    def write(s, x): raise SystemExit(5)
    flush = None
    encoding = 5
for n in ('displayhook', 'excepthook', 'unraisablehook', 'breakpointhook'):
    for v in (5, None, bad, print, W()):
        setattr(sys, n, v)
        try:
            if n == 'displayhook': exec(compile('1', 'x', 'single'))
            if n == 'breakpointhook': breakpoint()
        except BaseException as e: pass
for v in (None, 5, W(), '', sys):
    for n in ('stdout', 'stderr', 'stdin', '__stdout__', 'path', 'modules', 'meta_path', 'path_hooks', 'argv', 'flags', 'warnoptions', 'ps1', 'tracebacklimit', 'last_exc', 'dont_write_bytecode', 'path_importer_cache'):
        old = getattr(sys, n, None)
        setattr(sys, n, v)
        for f in (lambda: print('', end=''), lambda: input(), lambda: __import__('nope'), lambda: __import__('json'), lambda: exec(compile('None', 'x', 'single')), lambda: __import__('warnings').warn('x')):
            try: f()
            except BaseException: pass
        setattr(sys, n, old)
sys.stdout = sys.__stdout__; 
print('ok')
