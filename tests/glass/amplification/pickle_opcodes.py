# expect: ok: ok
import pickle
for b in (b'\x80\x04Nr\xff\xff\xff\x7f.', b'Np99999999999999999999\n.', b'Np2147483647\n.', b'\x80\x04X\xff\xff\xff\x7fa.', b'\x80\x04\x8d' + b'\xff' * 7 + b'\x7f.', b'\x80\x04\x8e\0\0\0\0\0\0\1\0.', b'\x80\x04B\xff\xff\xff\x7f.', b'\x80\x05\x96\xff\xff\xff\xff\0\0\0\0.', b'\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7f.', b'\x80\x04\x8b\xff\xff\xff\x7fa.', b'I' + b'9' * 1000000 + b'\n.'):
    try: pickle.loads(b)
    except (pickle.UnpicklingError, EOFError, OverflowError, MemoryError, ValueError): pass
for m in ({10**9: 1}, {2**31: 1}, {2**62: 0}, {-1: 1}, {10**30: 1}):
    import io
    u = pickle.Unpickler(io.BytesIO(b'.'))
    try: u.memo = m
    except (MemoryError, ValueError, OverflowError): pass
print('ok')
