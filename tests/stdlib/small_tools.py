# quopri, colorsys, getopt, mimetypes and filecmp.
import colorsys
import filecmp
import getopt
import io
import itertools
import mimetypes
import os
import pathlib
import quopri
import tempfile


def show(f, *args, **kwargs):
    try:
        print(f.__name__, args, kwargs, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, args, kwargs, type(e).__name__, e)


for s in [b"", b"abc", b"a=b\n", b"tab\t\nspace \n", b"x" * 100, b"\xff\x00 .\n.\n", b"a_b c", b"line\r\nx \r\n", b"F" * 75 + b"=\n", b"\t", b" "]:
    for tabs, header in itertools.product((False, True), repeat=2):
        o = io.BytesIO()
        quopri.encode(io.BytesIO(s), o, tabs, header)
        print(o.getvalue(), quopri.encodestring(s, tabs, header) == o.getvalue())
for s in [b"a=3Db", b"a=\nb", b"a=\r\nb", b"=zz", b"=4", b"a_b", b"x  \n", b"=41=42\n=", b"abc =\t\nx", b"==41", b"=e9"]:
    for header in (False, True):
        o = io.BytesIO()
        quopri.decode(io.BytesIO(s), o, header)
        print(o.getvalue(), quopri.decodestring(s, header) == o.getvalue())
print([quopri.needsquoting(bytes([c]), t, h) for c in b" \t_=a\x80!~\n" for t in (0, 1) for h in (0, 1)], quopri.quote(b"="), quopri.unhex(b"4f"),
      quopri.ishex(b"f"), quopri.ishex(b"g"))

for r, g, b in itertools.product((0, 0.2, 0.5, 0.9, 1.0), repeat=3):
    print(colorsys.rgb_to_yiq(r, g, b), colorsys.rgb_to_hls(r, g, b), colorsys.rgb_to_hsv(r, g, b), colorsys.yiq_to_rgb(r, g, b),
          colorsys.hls_to_rgb(r, g, b), colorsys.hsv_to_rgb(r, g, b))
print(colorsys.rgb_to_hls(1, 1, 254 / 255))

os.environ.pop("POSIXLY_CORRECT", None)
for args, short, long in [
        (["-a", "-b", "x", "y"], "ab:", []), (["-abx", "y"], "ab:", []), (["--foo", "--bar=3", "z"], "", ["foo", "bar="]), (["--fo"], "", ["foo"]),
        (["--f"], "", ["foo", "far"]), (["--foo=1"], "", ["foo"]), (["--bar"], "", ["bar="]), (["-z"], "a", []), (["-b"], "b:", []),
        (["--x"], "", ["y"]), (["--", "-a"], "a", []), (["-"], "a", []), (["x", "-a"], "a", []), (["-a", "x", "-b"], "+ab", []),
        (["--foo"], "", ["foo", "foobar="]), (["--foo", "1"], "", "foo="), (["-:"], ":", []), (["--al"], "", ["alpha", "alpha-beta"]),
        (["-h5"], "h:", []), (["a", "-o", "x", "b", "--long", "c"], "o:", ["long"])]:
    show(getopt.getopt, args, short, long)
    show(getopt.gnu_getopt, args, short, long)
os.environ["POSIXLY_CORRECT"] = "1"
show(getopt.gnu_getopt, ["x", "-a"], "a")
print(getopt.error is getopt.GetoptError, getopt.GetoptError("m", "o"), getopt.GetoptError("m", "o").args, repr(getopt.GetoptError("m").opt))

m = mimetypes.MimeTypes()
for url in ["a.html", "a.tar.gz", "a.tgz", "A.PNG", "x", "a.unknown", "http://h/p.css?q=x.js", "data:,x", "data:text/html;base64,x", "data:;charset=x,",
            "data:x", "a.jpg", "a.rtf", "a.xul", "file:///a.b.txt", "a.svgz", ".html", "dir.html/x", "a.Z", "a.txt.bz2", "a.gz", "mailto:x.html",
            "a/b.json#frag", "a.webp", "a.md", "a.wasm", "https://h.com", "a.py"]:
    print(url, m.guess_type(url), m.guess_type(url, False), m.guess_file_type(url))
for kind in ["text/html", "TEXT/Plain", "image/jpeg", "image/jpg", "audio/midi", "x/y", "application/octet-stream"]:
    print(kind, m.guess_extension(kind), m.guess_all_extensions(kind), m.guess_all_extensions(kind, False))
m.add_type("x/y", ".xy")
m.add_type("x/z", ".xy", False)
m.readfp(io.StringIO("# c\nx/w  xw1 xw2 # q\n\nz/z\n"))
print(m.guess_type("a.xy"), m.guess_extension("x/y"), m.guess_type("a.xw2"), m.guess_all_extensions("x/w"), m.guess_type(pathlib.PurePosixPath("a.png")))
print(mimetypes.read_mime_types("no file"), m.encodings_map, m.suffix_map, m.types_map[0])

os.chdir(tempfile.mkdtemp())
for name, text in (("d1/a", "1"), ("d2/a", "1"), ("d1/b", "1"), ("d2/b", "2"), ("d1/only1", "x"), ("d2/only2", "y"), ("d1/sub/z", "1"),
                   ("d2/sub/z", "22"), ("d1/.hid", ""), ("d1/f/x", ""), ("d2/f", "")):
    os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "w") as f:
        f.write(text)
print(filecmp.cmp("d1/a", "d2/a"), filecmp.cmp("d1/b", "d2/b", shallow=False), filecmp.cmp("d1/sub/z", "d2/sub/z"), filecmp.cmp("d1", "d2"))
show(filecmp.cmp, "d1/a", "nope")
print(filecmp.cmpfiles("d1", "d2", ["a", "b", "only1", "sub", "nope"], shallow=False))
d = filecmp.dircmp("d1", "d2", shallow=False)
for name in ("left right left_list right_list common left_only right_only common_dirs common_files common_funny same_files diff_files "
             "funny_files ignore hide shallow").split():
    print(name, getattr(d, name))
print(list(d.subdirs), type(d.subdirs["sub"]))
d.report_full_closure()
print(hasattr(d, "nope"))
print(filecmp.dircmp("d1", "d2", ignore=["a"], hide=["."]).left_list, filecmp.DEFAULT_IGNORES)
