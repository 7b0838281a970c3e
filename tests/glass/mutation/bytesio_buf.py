# expect: exit: 0
import io
f = io.BytesIO(b'x'*100)
m = f.getbuffer()
for g in (lambda: f.write(b'y'*1000), lambda: f.truncate(0), lambda: f.close(), lambda: f.__init__(b''), lambda: f.__setstate__((b'', 0, None)), lambda: f.seek(10**15), lambda: (f.seek(5), f.write(b'zz'))):
    try: g()
    except BufferError as e: print('B')
class I:
    def __index__(s):
        m.release(); f.close(); return 3
try: m[I()]
except ValueError as e: print(e)
