# expect: ok: ok
# grant: children
import interpreters, threading
b = bytearray(b'\xc3\xa9' * 2000); m = memoryview(b)
i = interpreters.create(); i.prepare_main(m=m)
src = '''
for k in range(150):
    for f in (lambda: str(m, 'utf-8', 'replace').upper().encode(), lambda: str(m, 'utf-8', 'surrogatepass')[::-1].find('q'), lambda: repr(str(m, 'utf-16', 'replace')), lambda: len(str(m, 'utf-8', 'ignore').split()), lambda: eval(bytes(m)), lambda: {bytes(m): 1}[bytes(m)]):
        try: f()
        except Exception: pass
'''
t = threading.Thread(target=lambda: i.exec(src)); t.start()
while t.is_alive():
    for x in (b'\xff\xff\xff\xff', b'\xc3\xa9\xc3\xa9', b'abcd', b'\xf0\x9f\x98\x80', b'\xed\xa0\x80x'):
        for j in range(0, 3996, 97): m[j:j+4] = x
print('ok')
