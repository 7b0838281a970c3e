# zipfile: writing, reading, damage, paths inside of archives.
import copy
import io
import os
import pickle
import struct
import tempfile
import warnings
import zipfile
from zipfile import ZipFile, ZipInfo

warnings.simplefilter("ignore")


def show(f, *args, **kwargs):
    try:
        print(f.__name__, *[a for a in args if isinstance(a, (str, int))], kwargs, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, *[a for a in args if isinstance(a, (str, int))], kwargs, type(e).__name__, e)


os.chdir(tempfile.mkdtemp())
b = io.BytesIO()
with ZipFile(b, "w") as z:
    z.writestr(ZipInfo("a.txt", (2021, 2, 3, 4, 5, 6)), "hello")
    z.writestr(ZipInfo("d/"), "")
    z.writestr(ZipInfo("\xe9.txt", (2020, 1, 2, 3, 4, 6)), b"x" * 1000, zipfile.ZIP_DEFLATED, 9)
    z.mkdir("dir2")
    z.comment = b"cmt"
    with z.open("s", "w") as f:
        print(f.name, f.mode, f.writable(), f.readable(), f.write(b"abc"))
        show(z.open, "q", "w")
        show(z.writestr, "q", "w")
        show(z.open, "a.txt")
        show(z.close)
        show(z.write, "x")
    show(f.write, b"")
    print(z.read("a.txt"), z.namelist(), z.comment, z.mode, z.debug, z.pwd, z.filename, z.compression, z.compresslevel)
    show(z.getinfo, "nope")
    show(z.open, "a.txt", "x")
    show(z.open, "a.txt", "w", b"p")
    show(z.mkdir, 5)
for f in (z.read, z.writestr, z.write):
    show(f, "a.txt", *[""] * (f == z.writestr))
print(z)
z = ZipFile(b)
z.printdir()
print(z.testzip(), z.comment, z.read("\xe9.txt")[:3], z.read("d/"))
names = "filename date_time compress_type comment extra create_system create_version extract_version flag_bits volume internal_attr external_attr CRC file_size"
for i in z.infolist():
    print([getattr(i, n) for n in names.split()], i.is_dir())
print(z.infolist()[:2])
f = z.open("\xe9.txt")
print(f, f.name, f.mode, f.readable(), f.writable(), f.seekable(), f.tell(), f.read(3), f.tell(), f.seek(10), f.seek(-5, 1), f.seek(-1, 2), f.read(),
      f.peek(), f.seek(0), f.readline(5), f.read1(10), f.readinto(bytearray(4)), f.closed)
show(f.seek, 0, 5)
f.close()
for call in (f.read, f.tell, f.readable, f.seekable):
    show(call)
show(f.seek, 0)
print(f)
show(z.setpassword, "s")
show(z.writestr, "x", "")
show(z.open, "a.txt", "rU")
print(z.extract("a.txt", "out"))
z.extractall("out")
print(sorted(os.listdir("out")), z.extract("d/", "other"))
z.close()
d = b.getvalue()
for bad in (b"", b"x" * 100, d[:-5]):
    show(ZipFile, io.BytesIO(bad))
show(ZipFile, "nofile")
show(ZipFile, b, "q")
show(ZipFile, io.BytesIO(), "w", 99)
print(zipfile.is_zipfile(io.BytesIO(d)), zipfile.is_zipfile("nofile"), zipfile.is_zipfile(io.BytesIO(b"")))
b2 = io.BytesIO(b"prefix" * 3 + d)
with ZipFile(b2, "a") as z:
    z.writestr("new", "n")
print(ZipFile(b2).namelist(), ZipFile(b2).comment, ZipFile(b2).read("a.txt"), ZipFile(b2).infolist()[0].header_offset)
show(ZipInfo, "x", (1979, 1, 1, 0, 0, 0))
print(ZipInfo("a\0b").filename, ZipInfo(), ZipInfo("d/"), pickle.loads(pickle.dumps(ZipInfo("p"))).filename, copy.copy(ZipInfo("q")).filename)
i = ZipInfo("x")
i.CRC = i.file_size = i.compress_size = 0
print(i.FileHeader().hex(), i.FileHeader(True).hex())
with open("f.txt", "w") as f:
    f.write("text")
os.utime("f.txt", (0, 0))
show(ZipInfo.from_file, "f.txt")
print(ZipInfo.from_file("f.txt", strict_timestamps=False).date_time)
os.utime("f.txt", (1e9, 1e9))
os.chmod("f.txt", 0o640)
print(ZipInfo.from_file("f.txt"), ZipInfo.from_file("f.txt", "/../x/y").filename, ZipInfo.from_file("out").filename)
with ZipFile("w.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.write("f.txt")
    z.write("out", "dd")
    z.write("f.txt", "arc/n", zipfile.ZIP_BZIP2, 1)
    z.write("f.txt", "l", zipfile.ZIP_LZMA)
    z.writestr("k", b"x" * 70000, zipfile.ZIP_LZMA)
    show(z.write, "nofile")
with ZipFile("w.zip") as z:
    print(z, z.testzip(), [(i.filename, i.compress_type, z.read(i)[:5]) for i in z.infolist()])

central = d.index(b"PK\1\2")
for where, what in ((d.index(b"hello"), 0), (0, 0), (30, ord("b")), (central, 0), (central + 6, 200), (central + 8, 1), (central + 10, 77),
                    (central + 8, 0x20), (central + 8, 0x40)):
    damaged = bytearray(d)
    damaged[where] = what
    try:
        z = ZipFile(io.BytesIO(bytes(damaged)))
        print(z.read("a.txt", b"pw" if what == 1 else None))
    except Exception as e:
        print(type(e).__name__, e)


class Pipe(io.BytesIO):
    def seekable(self):
        return False

    def seek(self, *args):
        raise OSError

    tell = seek


p = Pipe()
with ZipFile(p, "w") as z:
    z.writestr("a", b"abc")
    z.writestr("b", b"x" * 100, zipfile.ZIP_DEFLATED)
z = ZipFile(io.BytesIO(p.getvalue()))
print(z.testzip(), [(i.flag_bits, i.CRC) for i in z.infolist()])
z = ZipFile(io.BytesIO(), "w")
z.comment = b"x" * 70000
print(len(z.comment))
with ZipFile(io.BytesIO(), "w", allowZip64=False) as z:
    show(z.open, "x", "w", force_zip64=True)
for name in ("../../evil", "/abs/x", "a//b/./c", ".."):
    with ZipFile(io.BytesIO(), "w") as z:
        z.writestr(name, "q")
        show(z.extract, name, "ex")
# A member that the old cipher encrypted, made by its definition.
keys = [0x12345678, 0x23456789, 0x34567890]
table = []
for c in range(256):
    for _ in range(8):
        c = c >> 1 ^ 0xEDB88320 if c & 1 else c >> 1
    table.append(c)


def update(c):
    keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ c) & 255]
    keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
    keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]


def encrypt(data):
    out = bytearray()
    for c in data:
        t = keys[2] | 2
        out.append(c ^ (t * (t ^ 1) >> 8) & 255)
        update(c)
    return bytes(out)


for c in b"secret":
    update(c)
import zlib
crc = zlib.crc32(b"hidden text")
cipher = encrypt(bytes(11) + bytes([crc >> 24]) + b"hidden text")
local = struct.pack("<4s2B4HL2L2H", b"PK\3\4", 20, 0, 1, 0, 0, 33, crc, len(cipher), 11, 1, 0) + b"e" + cipher
entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 1, 0, 0, 33, crc, len(cipher), 11, 1, 0, 0, 0, 0, 0, 0) + b"e"
locked = local + entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)
z = ZipFile(io.BytesIO(locked))
show(z.read, "e")
show(z.read, "e", b"wrong")
print(z.read("e", b"secret"))

b = io.BytesIO()
z = ZipFile(b, "w")
for name, text in (("a.txt", "A"), ("b/c.txt", "C"), ("b/d/e.tar.gz", "E")):
    z.writestr(name, text)
z.filename = "al.zip"
p = zipfile.Path(z)
e = p / "b/d/e.tar.gz"
print(p, repr(p), list(p.iterdir()), p.name, p.parent, p.filename, p / "b", (p / "b").is_dir(), (p / "b").exists(), (p / "q").exists(),
      (p / "a.txt").is_file(), (p / "a.txt").read_text(encoding="utf-8"), (p / "a.txt").read_bytes(), e.suffixes, e.stem, e.suffix, e.name, e.parent,
      (p / "b").name, e.parent.parent.parent)
for name in ("b", "zz"):
    show((p / name).open)
show(lambda: list((p / "a.txt").iterdir()))
show((p / "a.txt").open, "rb", "utf-8")
print(list(p.glob("**/*.txt")), list(p.glob("*.txt")), list(p.rglob("*.gz")), list(p.glob("b/[a-d]*")), list(p.glob("*")), (p / "b").relative_to(p),
      (p / "b/c.txt").match("*.txt"), (p / "a.txt").is_symlink(), p == zipfile.Path(z), hash(p) == hash(zipfile.Path(z)), p.joinpath("b", "c.txt"))
show(p.glob, "")
show(p.glob, "**x")
z.close()
print(sorted(zipfile.__all__), [c.__module__ for c in (ZipFile, ZipInfo, zipfile.BadZipFile, zipfile.LargeZipFile, zipfile.ZipExtFile)])
zipfile.main(["-c", "made.zip", "f.txt", "out"])
zipfile.main(["-t", "made.zip"])
zipfile.main(["-e", "made.zip", "unmade"])
print(sorted(ZipFile("made.zip").namelist()), sorted(os.listdir("unmade")))
