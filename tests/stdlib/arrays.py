# Arrays in pickles: machine format codes, and what a wrong one does.
import warnings
warnings.simplefilter("ignore")
from array import array,_array_reconstructor as r
import struct
for a in [("", "b", 0, b""),(str,"b",0,b""),(array,b"",0,b""),(array,"",0,b""),(array,"bb",0,b""),(array,"?",0,b""),(array,"b",-1,b""),(array,"b",22,b""),(array,"b",1000,b""),(array,"b",0.5,b""),(array,"b",0,""),(array,"b",0,bytearray(b"")),(array,"b",0,b"\xff"),(array,"h",2,b"abc"),(array,"d",16,b"1"),(array,"b",10,b"\0"*7+b"1"),(array,"w",20,b"abc"),(array,"f",17,struct.pack(">d",1e300)),(array,"L",9,b"\xff"*4),(array,"u",18,b"a\0b\0"),(array,"q",0,b"\x80"),(array,"b",14,b"\0\0\xc0\x3f"),(array,"d",8,b"\1\0\0\0")]:
    try: print(a[1:], r(*a))
    except Exception as e: print(a[1:], type(e).__name__, e)
for tc in 'uwbBhHiIlLqQfd':
    x=array(tc,'ab' if tc in 'uw' else [1,2]); print(tc, x.__reduce_ex__(3)[1:], x.__reduce_ex__(2)[1:])
try: array('b').__reduce_ex__('x')
except Exception as e: print(e)
class A(array): pass
a=A('b',[1]); a.x=1; print(a.__reduce_ex__(4), a.__reduce_ex__(0))
a = array('w'); a.frombytes(b"\xff" * 4)
for f in (repr, lambda a: a[0], list, lambda a: a.tolist(), lambda a: a.tounicode()):
    try: print(f(a))
    except ValueError as e: print(e)
class Buf(bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)
print(bytes(memoryview(Buf(b"abc"))))
n = float("nan")
print(array('d', [n]) == array('d', [n]), array('d', [1, n]) < array('d', [1, n]), array('d', [n]) != array('d', [n]))
