# gzip, bz2, lzma: files, text, several streams, seeking, damage, and modes.
import bz2
import gzip
import io
import lzma
import os
import struct
import tempfile


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


os.chdir(tempfile.mkdtemp())
data = b"".join(b"line %d of some text\n" % i for i in range(5000))
for module, File in ((gzip, gzip.GzipFile), (bz2, bz2.BZ2File), (lzma, lzma.LZMAFile)):
    print(module.__name__, sorted(module.__all__)[:5])
    packed = module.compress(data)
    print(module.decompress(packed) == data, module.decompress(packed + packed) == data + data, len(packed) < len(data) // 4)
    for args, kwargs in ((("x", "rbt"), {}), (("x", "rb"), dict(encoding="x")), (("x", "rb"), dict(errors="x")), (("x", "rb"), dict(newline="x")),
                         ((5.5, "rb"), {}), (("nofile",), {}), ((None,), {})):
        show(module.open, *args, **kwargs)
    with module.open("t", "wt", encoding="utf-8", newline="\n") as f:
        print(f.write("h\xe9llo\nx\n"), type(f).__name__)
    with module.open("t", "ab") as f:
        print(f.write(memoryview(b"more")), f.writelines([b"1\n", bytearray(b"2")]), f.mode, f.tell())
    with module.open("t", "rt", encoding="utf-8") as f:
        print(f.readlines() == ["h\xe9llo\n", "x\n", "more1\n", "2"], f.buffer.name)
    show(module.open, "t", "xb")
    with File("t") as f:
        print(f.mode, f.readable(), f.writable(), f.seekable(), f.fileno() > 2, f.readline(), f.read(3), f.tell(), f.name)
        show(f.write, b"x")
    print(f.closed)
    for name in ("read", "tell", "peek"):
        show(*[getattr(f, name)] + [1] * (name == "peek"))
    b = io.BytesIO()
    f = File(fileobj=b, mode="wb") if module is gzip else File(b, "wb")
    for i in range(0, len(data), 999):
        f.write(data[i:i + 999])
    print(f.tell() == len(data), f.readable(), f.writable())
    show(f.read)
    show(f.write, "x")
    f.close()
    f.close()
    show(f.write, b"")
    b.seek(0)
    f = File(fileobj=b) if module is gzip else File(b)
    print(f.seek(50_000), f.read(5) == data[50_000:50_005], f.seek(10), f.read1(7) == data[10:17], f.seek(-5, 1), f.peek(1)[:1] == data[12:13],
          f.seek(-9, 2) == len(data) - 9, f.read(), f.seek(10**9) == len(data), f.seek(0), len(f.readlines()), f.seek(0), next(f), f.tell())
    room = bytearray(30)
    f.seek(3)
    print(f.readinto(room), room)
    show(f.seek, 0, 5)
    for bad in (b"", b"x", packed[:-1], packed[:12], packed[:-8] + b"\0" * 8):
        for read in (module.decompress, lambda bad: (File(fileobj=io.BytesIO(bad)) if module is gzip else File(io.BytesIO(bad))).read()):
            try:
                print(read(bad)[:10])
            except Exception as e:
                print(type(e).__name__, *[e] * (module is gzip and "CRC" not in str(e)))
    print(module.decompress(packed + b"\0\0" * (module is gzip) + b"junk" * (module is not gzip)) == data)

h = gzip.compress(b"hello", mtime=5)
print(h[:10], h[-8:], gzip.GzipFile(fileobj=io.BytesIO(h)).mtime)
for flag, extra in ((4, b"\3\0abc"), (8, b"name\0"), (16, b"cmt\0"), (2, b"\1\2"), (31, b"\1\0xfn\0c\0\1\2"), (4, b"\xff\0a")):
    f = gzip.GzipFile(fileobj=io.BytesIO(b"\x1f\x8b\x08" + bytes([flag]) + struct.pack("<L", 7) + b"\2\xff" + extra + h[10:]))
    show(f.read)
    print(f.mtime)
b = io.BytesIO()
with gzip.GzipFile("dir/name.txt.gz", "wb", 1, b, mtime=1.5) as g:
    g.seek(10)
    print(g.name, g.tell(), g.fileobj is b, g.myfileobj)
    show(g.seek, 2)
    show(g.seek, 1, 2)
    show(g.rewind)
    g.flush()
print(b.getvalue()[:19], gzip.decompress(b.getvalue()))
for mode in ("rt", "U", "rbU", "q"):
    show(gzip.GzipFile, "x", mode, fileobj=b)
show(gzip.decompress, h + b"xx")
show(gzip.decompress, h[:2] + b"\7" + h[3:])
print(gzip.BadGzipFile.__mro__[1], repr(gzip.GzipFile(fileobj=io.BytesIO(h)))[:20])

for mode in ("rt", "rw", "r+"):
    show(bz2.BZ2File, "x", mode)
    show(lzma.LZMAFile, "x", mode)
show(bz2.BZ2File, "x", compresslevel=0)
show(bz2.compress, b"x", 0)
show(lzma.LZMAFile, "t", preset=3)
show(lzma.LZMAFile, "t", check=1)
show(lzma.LZMAFile, "t", "w", format=9)
show(lzma.compress, b"x", format=lzma.FORMAT_RAW)
with lzma.open("alone", "w", format=lzma.FORMAT_ALONE) as f:
    f.write(b"abc")
print(lzma.open("alone").read(), lzma.LZMAFile("alone", format=lzma.FORMAT_ALONE).read())
show(lzma.LZMAFile("alone", format=lzma.FORMAT_XZ).read)
filters = [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_LZMA2}]
print(lzma.decompress(lzma.compress(data, lzma.FORMAT_RAW, filters=filters), lzma.FORMAT_RAW, filters=filters) == data)
