# expect: ok: ok
# grant: children
import interpreters, threading
b = bytearray(b'x' * 100000)
m = memoryview(b)
i = interpreters.create(); i.prepare_main(m=m)
m.release()
try: b.extend(b'y')
except BufferError: pass
try: b.clear()
except BufferError: pass
i.exec('assert len(m) == 100000; m[:5] = b"abcde"; bytes(m)')
print('ok')
