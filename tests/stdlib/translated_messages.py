# gettext: rules of plurals, catalogs in memory, and what is not found.
import gettext
import io
import struct

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''gettext.gettext('x'),gettext.ngettext('a','b',1),gettext.ngettext('a','b',2),gettext.pgettext('c','m'),gettext.npgettext('c','a','b',2)
gettext.find('zz')
gettext.translation('zz')
gettext.c2py('n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2')(5)
gettext.c2py('n>')
gettext.c2py('x')
gettext.c2py('1 2')
gettext.c2py('(n')
gettext.c2py('n!=1;')
gettext.c2py('n')('a')
gettext.c2py('('*300+'n'+')'*300)
gettext.c2py('n?n:')
gettext.c2py('!n')(0), gettext.c2py('n<3||n>5&&n!=7')(9),gettext.c2py('n==1?0:n==2?1:2')(2)
gettext.NullTranslations().info(),gettext.NullTranslations().charset()
gettext.__all__'''.splitlines():
    show(line)


def catalog(messages, order="<"):
    """A file in the format of GNU gettext."""
    items = sorted((k.encode(), v.encode()) for k, v in messages.items())
    ids = b"".join(k + b"\0" for k, v in items)
    strs = b"".join(v + b"\0" for k, v in items)
    start = 28 + 16 * len(items)
    head = struct.pack(order + "7I", 0x950412DE, 0, len(items), 28, 28 + 8 * len(items), 0, 0)
    table, at = b"", start
    for side in 0, 1:
        for item in items:
            table += struct.pack(order + "2I", len(item[side]), at)
            at += len(item[side]) + 1
    return io.BytesIO(head + table + ids + strs)


header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\nX-Long: a\n b\n"
messages = {"": header, "word": "Wort", "file\0files": "Datei\0Dateien", "menu\x04Open": "Öffnen", "menu\x04a\0b": "x\0y"}
for order in "<>":
    t = gettext.GNUTranslations(catalog(messages, order))
    print(t.gettext("word"), t.gettext("none"), t.ngettext("file", "files", 1), t.ngettext("file", "files", 2), t.ngettext("u", "v", 2))
    print(t.pgettext("menu", "Open"), t.pgettext("other", "Open"), t.npgettext("menu", "a", "b", 5), t.npgettext("x", "a", "b", 1))
    print(t.gettext("file"), t.charset(), sorted(t.info().items()))
n = gettext.NullTranslations()
n.add_fallback(t)
print(n.gettext("word"), n.ngettext("file", "files", 3), n.pgettext("menu", "Open"), n.npgettext("menu", "a", "b", 1), n.info(), n.charset())
for data in b"\x00" * 28, struct.pack("<7I", 0x950412DE, 5 << 16, 0, 28, 28, 0, 0), catalog(messages).getvalue()[:-20]:
    try:
        gettext.GNUTranslations(io.BytesIO(data))
    except OSError as e:
        print(e)
n.install(["ngettext", "nonsense"])
print(_("word"), ngettext("file", "files", 1))
