# zlib: round trips of every wrapper and window, pieces, limits, dictionaries, copies, and errors.
import zlib,random
random.seed(1)
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e),e)
datas=[b'',b'abc',b'a'*100000,bytes(random.randrange(256) for _ in range(70000)),b'hello world '*5000+bytes(range(256))*30]
for d in datas:
    for lv in (-1,0,1,6,9):
        for w in (15,9,-15,-9,31,25):
            c=zlib.compress(d,lv,w); assert zlib.decompress(c,w)==d,(len(d),lv,w)
            o=zlib.decompressobj(w); out=b''
            for i in range(0,len(c),997): out+=o.decompress(c[i:i+997])
            assert out==d and o.eof
            o=zlib.decompressobj(w); out=b''; buf=c
            while not o.eof and (buf or True):
                x=o.decompress(buf,1000); out+=x; buf=o.unconsumed_tail
                if not x and not buf: break
            assert out==d and o.eof,(len(d),lv,w)
x=zlib.compress(b'abc')
t(zlib.decompress,b''); t(zlib.decompress,b'abc'); t(zlib.decompress,x[:-2]); t(zlib.decompress,x[:-1]+b'x'); t(zlib.decompress,x+b'zz'); t(zlib.compress,b'',10); t(zlib.compressobj,10); t(zlib.decompressobj,-100); t(zlib.decompress,b'\0\1\2',-15); t(zlib.decompressobj,zdict=3); t(zlib.decompressobj().decompress,b'',-1)
d=zlib.decompressobj(); print(d.decompress(x+b'zz'),d.unused_data,d.eof,d.unconsumed_tail,d.flush()); t(d.decompress,b'q'); print(d.unused_data)
c=zlib.compressobj(zdict=b'hello world'); y=c.compress(b'hello world!')+c.flush(); t(zlib.decompress,y); print(zlib.decompressobj(zdict=b'hello world').decompress(y)); t(zlib.decompressobj(zdict=b'x').decompress,y)
c=zlib.compressobj(); a=c.compress(datas[4]); k=c.copy(); a1=a+c.compress(b'X'*50)+c.flush(); a2=a+k.compress(b'Y'*50)+k.flush()
print(zlib.decompress(a1)==datas[4]+b'X'*50, zlib.decompress(a2)==datas[4]+b'Y'*50)
print(zlib.crc32(b'abc'),zlib.adler32(b'abc'),zlib.adler32(b'abc',12345),zlib.crc32(b'abc',99))
