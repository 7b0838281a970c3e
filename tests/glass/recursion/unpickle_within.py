# expect: ok: ok
import pickle
b = b'N.'
for i in range(2000): b = b'\x80\x04cpickle\nloads\nB' + len(b).to_bytes(4, 'little') + b + b'\x85R.'
try: pickle.loads(b); print('loaded')
except RecursionError: print('ok')
