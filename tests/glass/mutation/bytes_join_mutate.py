# expect: ok: 1020
class B:
    def __buffer__(s, f): ba.extend(b'x'*1000); return memoryview(b'')
ba = bytearray(10)
try: print(len(b''.join([ba, B(), ba, B()])))
except BufferError as e: print(e)
