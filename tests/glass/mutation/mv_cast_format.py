# expect: ok: ok
b = bytearray(64); m = memoryview(b)
for fmt in ('b','B','c','h','H','i','I','l','L','q','Q','n','N','f','d','e','?','P','@i','x','s','10s','','\0','é','ii','Zd'):
    for shape in (None, [], [0], [64], [8,8], [2,2,2], [2**62, 4], [-1], [2**63], [1]*70, [0]*65, (4,4,4), [64.0]):
        try:
            x = m.cast(fmt, shape) if shape is not None else m.cast(fmt)
            x.tolist(); x.tobytes(); hash; x[0]; x == x
        except (TypeError, ValueError, NotImplementedError, OverflowError, IndexError, MemoryError): pass
print('ok')
