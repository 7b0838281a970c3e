# expect: time
import pickle
d = b'\x80\x04]'
for i in range(60): d += b'q' + bytes([i]) + b'0](' + (b'h' + bytes([i])) * 2 + b'e'
pickle.loads(d + b'.') == pickle.loads(d + b'.')
