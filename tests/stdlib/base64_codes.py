# base64: all encodings, their errors, and files.
import base64
import io


def show(f, *args, **kwargs):
    try:
        print(f.__name__, args, kwargs, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, args, kwargs, type(e).__name__, e)


data = [b"", b"a", b"ab", b"abc", b"abcd", b"hello world", bytes(range(0, 256, 7)), b"\0\0\0\0", b"    ", b"\0\0"]
pairs = [("b64encode", "b64decode"), ("urlsafe_b64encode", "urlsafe_b64decode"), ("standard_b64encode", "standard_b64decode"),
         ("b32encode", "b32decode"), ("b32hexencode", "b32hexdecode"), ("b16encode", "b16decode"),
         ("a85encode", "a85decode"), ("b85encode", "b85decode"), ("z85encode", "z85decode"), ("encodebytes", "decodebytes")]
for there, back in pairs:
    for d in data:
        text = getattr(base64, there)(d)
        again = getattr(base64, back)(text)
        assert again == d, (there, d, text, again)
        print(there, text)
    if there != "encodebytes":
        assert getattr(base64, back)(str(text, "ascii")) == d

big = bytes(i * i % 251 for i in range(100_000))
for there, back in pairs:
    assert getattr(base64, back)(getattr(base64, there)(big)) == big
    assert getattr(base64, back)(getattr(base64, there)(bytearray(big[:77]))) == big[:77]

for s in ["é", "abc", b"A", b"abcd=", b"A===", b"AA==x", b"A A=", 5, b"*", [1]]:
    show(base64.b64decode, s)
    show(base64.b64decode, s, validate=True)
show(base64.b64encode, "a")
show(base64.b64encode, b"a\xff\xfe", b"*-")
show(base64.b64decode, b"Yf-*", b"*-")
show(base64.b64encode, b"a", b"*")
show(base64.b64decode, b"aa==", "abc")
for s in [b"ME======", b"ME=====", b"me======", b"M1======", b"MEE=====", b"========", b"M=======", b"MEEEEEEE", b"MEEEEE==", "MEé",
          b"MEEEEE=E", b"ME======ME======", 5]:
    show(base64.b32decode, s)
    show(base64.b32decode, s, True)
    show(base64.b32decode, s, map01=b"L")
    show(base64.b32hexdecode, s)
show(base64.b32decode, b"ME111100", map01="I")
show(base64.b32decode, b"ME111100", map01="IL")
for s in [b"ab", b"AB", b"ABC", b"A!", "é"]:
    show(base64.b16decode, s)
    show(base64.b16decode, s, True)
for s in [b"zz", b"<~zz~>", b"z!!", b"!", b"uuuuu", b"s8W-!", b's8W-"', b"zy", b"!z", b"!y", b"~>", b"<~~>", b"ab\x01", b"abcdefghi", b"!!!!!~>",
          b"87 cU\nRD]"]:
    show(base64.a85decode, s)
    show(base64.a85decode, s, adobe=True)
    show(base64.a85decode, s, foldspaces=True)
    show(base64.a85decode, s, ignorechars=b"!~")
    show(base64.b85decode, s)
    show(base64.z85decode, s)
for d in data:
    show(base64.a85encode, d, pad=True, foldspaces=True)
    show(base64.a85encode, d, adobe=True, wrapcol=7)
    show(base64.a85encode, d, wrapcol=1)
    show(base64.b85encode, d, True)
for s in [b"|NsC1", b"~~~~", b"0 00", b"0000000000|NsC1"]:
    show(base64.b85decode, s)
show(base64.z85decode, b"#####")
show(base64.encodebytes, "a")
try:
    base64.encodebytes(memoryview(b"abcdefgh").cast("I"))
except TypeError as e:
    print(e)

out = io.BytesIO()
base64.encode(io.BytesIO(big[:130]), out)
print(out.getvalue())
out.seek(0)
back = io.BytesIO()
base64.decode(out, back)
print(back.getvalue() == big[:130])
print(sorted(base64.__all__))
