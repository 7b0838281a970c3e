# expect: ok: denied
# As multiprocessing starts its children where sys.executable is empty.
import _posixsubprocess, os
read, write = os.pipe()
try:
    _posixsubprocess.fork_exec([b'python'], [b''], True, (write,), None, None, -1, -1, -1, -1, -1, -1, read, write, False, False, -1, None, None, None, -1, None)
    print('started')
except PermissionError as e:
    print('denied' if '--allow-run' in str(e) else e)
