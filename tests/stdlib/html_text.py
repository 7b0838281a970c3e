# html: escaping, references, and the parser with input in pieces.
import html
import html.entities
from html.parser import HTMLParser

print(html.escape("<a href='x'>&amp;\"</a>"), html.escape("'\"<", quote=False))
for s in ["&lt", "&ltx;", "&notit;", "&notin;", "&#0;", "&#x110000;", "&#xD800;", "&#128;", "&#x81;", "&#1;", "&#xb;", "&#13;", "&#10",
          "&#x", "&#;", "&", "&&amp;", "&amp", "&Amp;", "&zzz;", "&#65a", "&frac12x", "&#xfdd0;", "&#xFFFF;", "&#9999999999999;",
          "&notit", "&copy;&copy&copyx", "&nGt;", "&acE;", "no reference"]:
    print(s, ascii(html.unescape(s)))
for table in ("html5", "name2codepoint", "codepoint2name", "entitydefs"):
    d = getattr(html.entities, table)
    print(table, len(d), list(d.items())[:3], ascii(list(d.items())[-3:]))
print(ascii("".join(html.unescape("&#%d;" % i) for i in range(300))))


class Events(HTMLParser):
    pass


for name in ("handle_starttag handle_startendtag handle_endtag handle_charref handle_entityref handle_data handle_comment "
             "handle_decl handle_pi unknown_decl").split():
    def event(self, *args, name=name):
        print(" ", name[7:], *map(ascii, args), self.getpos(), self.get_starttag_text())
    setattr(Events, name, event)

page = """<!DOCTYPE html><html lang=en>
<head><title>A &amp; B</title><script>if (a < b && c) { x = "</p>" }</script >
<style>p > a { }</style></head><!-- note -- here -->
<body class="x&quot;y" data-v='1' hidden checked=>1 &lt; 2 &#65; &copy &nope; & <br/><img src=/a/b alt = "q" / >
<?php echo 1 ?><![CDATA[raw]]><![if IE]>x<![endif]><p <b>text</p attr></ bogus></><a b='c'd="e">end &am"""
for convert in (True, False):
    for size in (len(page), 7, 1):
        print(convert, size)
        p = Events(convert_charrefs=convert)
        for i in range(0, len(page), size):
            p.feed(page[i:i + size])
        p.close()
        print(p.rawdata, p.getpos())
for s in ["<", "</", "<!", "<a", "<a foo='bar", "<a b=\"c\">x", "&", "a&b", "&#", "</a<b>", "<!---->", "<!->x-->", "<script>x", "<a\0b>", "<![x[y]]>"]:
    print(ascii(s))
    try:
        p = Events()
        p.feed(s)
        p.close()
    except AssertionError as e:
        print("  ", e)


class Twice(HTMLParser):
    CDATA_CONTENT_ELEMENTS = ("raw",)

    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs)

    def handle_data(self, data):
        print("data", data)


p = Twice()
p.feed("<x/><raw><b></raw><script><b></script>")
p.reset()
print(repr(p.rawdata), p.getpos())
