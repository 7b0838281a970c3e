# xml.etree.ElementTree: building, searching, reading, writing, events and the canonical form.
import copy
import io
import pickle
import sys
import warnings
import xml.etree.ElementTree as ET

warnings.simplefilter("ignore")


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


text = """<?xml version="1.0"?>
<root xmlns:p="uri:p" a="1" b="&lt;&quot;&#10;x">
 <item id="one">first<sub>in</sub>after</item>
 <item id="two" kind='k'/>
 <p:item p:id="three">t\xe9xt &amp; more</p:item><!-- note --><?do it?>
 <group><item>deep</item><item>deeper</item><other/></group>
</root>"""
root = ET.fromstring(text)
print(root.tag, root.attrib, len(root), [e.tag for e in root], repr(root.text), repr(root[0].tail), root[0].text, root.get("a"), root.get("z", 5))
for path in ["item", "*", ".", "./item", ".//item", "item/sub", "group/item", "group/*", ".//item[2]", "group/item[last()]", "group/item[last()-1]",
             "item[@id]", "item[@id='two']", "item[@id!='two']", "item[sub]", "item[sub='in']", "group[item='deep']", ".//item[.='deep']", "{uri:p}item",
             "{*}item", "{uri:p}*", "{}*", ".//{*}item", ".//sub/..", "group//item", "nothing", ".//other/../item", "item/", "*[@id][2]"]:
    print(path, [(e.tag, e.get("id"), e.text) for e in root.findall(path)], root.findtext(path, "none") == root.findtext(path), root.find(path) is None)
print(root.findall("q:item", {"q": "uri:p"})[0].text.encode(), root.findall("item", {"": "uri:p"}) == root.findall("{uri:p}item"))
for path in ["/item", "item[0]", "x:item", "item[last(]", "item[foo()]", "item[last()+1]", "//", "item[@id=]", "[1]"]:
    show(root.findall, path)
print([e.tag for e in root.iter()], [e.text for e in root.iter("item")], [t.strip() for t in root.itertext() if t.strip()][:4])
print(ET.tostring(root), ET.tostring(root, encoding="unicode") == ET.tostring(root, encoding="utf-8").decode())
for options in (dict(encoding="us-ascii"), dict(encoding="latin-1"), dict(encoding="utf-16"), dict(encoding="unicode", method="html"), dict(method="text"),
                dict(short_empty_elements=False), dict(xml_declaration=True), dict(encoding="utf-8", xml_declaration=False)):
    print(options, ET.tostring(root, **options)[-160:])
print(ET.tostringlist(root)[0][:30], b"".join(ET.tostringlist(root)) == ET.tostring(root))
show(ET.tostring, root, method="q")
show(ET.tostring, root, default_namespace="uri:p")
a = ET.Element("{d}a")
ET.SubElement(a, "{d}b", {"x": "1"}, y="2").text = "<>&"
print(ET.tostring(a))
a[0].attrib = {"{d}x": "1"}
print(ET.tostring(a, default_namespace="d"))
ET.register_namespace("dd", "d")
print(ET.tostring(a))
show(ET.register_namespace, "ns1", "x")
e = ET.Element(ET.QName("u", "t"), {ET.QName("u", "k"): ET.QName("v", "w")})
e[:] = [ET.Element("q")]
e[0].text = ET.QName("u", "z")
show(ET.tostring, e)
e[0].text = None
print(ET.tostring(e), ET.QName("a") == "a", repr(ET.QName("u", "t")), ET.QName("u", "t") < ET.QName("u", "u"), hash(ET.QName("a")) == hash("a"))
e = ET.Element("e")
e.append(ET.Comment("c <&>"))
e.append(ET.PI("t", "d"))
e.append(ET.ProcessingInstruction("only"))
e[0].tail = "tail"
print(ET.tostring(e), ET.tostring(e, method="html"))
for value in (5, None, b"x"):
    e = ET.Element("e", x=value)
    show(ET.tostring, e)
    e = ET.Element("e")
    e.text = value
    show(ET.tostring, e)
show(ET.tostring, ET.Element(5))
h = ET.fromstring("<html><head><script>a &lt; b</script></head><body><br/><p class='a&amp;b&lt;'>x &lt; y</p></body></html>")
print(ET.tostring(h, method="html"))

e = ET.Element("e", {"a": "1"}, b="2")
show(ET.Element, "e", 5)
for bad in ("x", None, 5):
    for f in (e.append, lambda b: e.insert(0, b), lambda b: e.extend([b]), lambda b: e.__setitem__(slice(0), [b])):
        show(f, bad)
for i in range(5):
    ET.SubElement(e, "c%d" % i)
print([c.tag for c in e[1:3]], e[-1].tag, e.index if hasattr(e, "index") else "", list(e.keys()), list(e.items()))
del e[0]
e[0:2] = [ET.Element("n")]
e.insert(0, ET.Element("first"))
e.remove(e[1])
show(e.remove, ET.Element("zz"))
show(lambda: e[99])
print([c.tag for c in e])
e2, e3 = copy.copy(e), copy.deepcopy(e)
e[0].tag = "changed"
print(e2[0].tag, e3[0].tag, ET.tostring(pickle.loads(pickle.dumps(e))) == ET.tostring(e))
e.clear()
print(e.attrib, len(e), e.text)
t = ET.fromstring("<a><b><c/>x<d>  </d></b><e/></a>")
ET.indent(t)
print(ET.tostring(t, "unicode"))
ET.indent(t, "\t", 1)
print(repr(ET.tostring(t, "unicode")))
show(ET.indent, t, level=-1)
ET.dump(t)

for bad in ["", "<a>", "<a></b>", "<a/><b/>", "<a b=1/>", "<a b='1' b='2'/>", "text", "<a>&foo;</a>", "<p:a/>", "<a>\x01</a>"]:
    try:
        ET.fromstring(bad)
    except ET.ParseError as err:
        print(repr(bad), err, err.code, err.position)
print(ET.XMLID("<a><b id='x'/><c id='y'/></a>")[1].keys(), ET.fromstringlist(["<a", "><b/>", "</a>"])[0].tag)
tree = ET.parse(io.BytesIO(text.encode()))
print(tree.getroot().tag, len(tree.findall(".//item")), tree.find("item").get("id"), tree.findtext("item"), [e.tag for e in tree.iter("sub")])
out = io.BytesIO()
tree.write(out, "utf-8", xml_declaration=True)
print(out.getvalue()[:60])
out = io.StringIO()
tree.write(out, "unicode")
print(out.getvalue()[:30])
for events in (None, ("start", "end"), ("start-ns", "end-ns"), ("comment", "pi"), ("start", "end", "start-ns", "end-ns", "comment", "pi")):
    it = ET.iterparse(io.StringIO(text), events)
    print([(event, getattr(e, "tag", e) if not callable(getattr(e, "tag", None)) else e.text) for event, e in it])
    print(it.root.tag)
show(list, ET.iterparse(io.StringIO("<a>"), ("end",)))
show(ET.iterparse, io.StringIO(text), ("bogus",))
pull = ET.XMLPullParser(("start", "end"))
for piece in ("<a><b", ">x</b", "><c/></a>"):
    pull.feed(piece)
    print([(event, e.tag) for event, e in pull.read_events()])
pull.close()
show(pull.feed, "x")


class Target:
    def start(self, tag, attrib):
        print("start", tag, attrib)

    def end(self, tag):
        print("end", tag)

    def data(self, data):
        print("data", repr(data))

    def comment(self, text):
        print("comment", text)

    def pi(self, *args):
        print("pi", args)

    def doctype(self, *args):
        print("doctype", args)

    def start_ns(self, prefix, uri):
        print("start_ns", prefix, uri)

    def end_ns(self, prefix):
        print("end_ns", prefix)

    def close(self):
        return "closed"


print(ET.XML("<!DOCTYPE a PUBLIC 'pub' 'sys'><a xmlns='u' xmlns:p='v'>x<!--c--><?p i?><p:b k='v'/></a>", ET.XMLParser(target=Target())))
b = ET.TreeBuilder(insert_comments=True, insert_pis=True)
print(ET.tostring(ET.XML("<a>x<!--c-->y<?p i?>z</a>", ET.XMLParser(target=b))))
b = ET.TreeBuilder(element_factory=lambda tag, attrs: ET.Element(tag.upper(), attrs))
print(ET.XML("<a/>", ET.XMLParser(target=b)).tag)
b = ET.TreeBuilder()
show(b.close)
print(b.start("a", {}).tag, b.close().tag)
p = ET.XMLParser()
p.entity["foo"] = "bar"
p.feed("<!DOCTYPE a SYSTEM 'x'><a>&foo;</a>")
print(p.close().text)

for options in ({}, dict(with_comments=True), dict(strip_text=True), dict(exclude_attrs=["a", "id"]), dict(exclude_tags=["group"]),
                dict(qname_aware_tags=["{uri:p}item"], qname_aware_attrs=["kind"])):
    print(options, ET.canonicalize(text, **options).encode())
doc = """<?pi1 x?><!--c1--><a:r xmlns:a="u1" xmlns="u2" xmlns:unused="u3" z="1" a:b="2"
 c='"&lt;&gt;&#9;&#10;'><x xmlns="">  t <y xmlns="u2"/></x> <a:t xml:space="preserve">  k  </a:t><q t="a:v">a:name</q></a:r><!--c2--><?pi2?>"""
for options in ({}, dict(with_comments=True), dict(strip_text=True),
                dict(qname_aware_tags=["{u2}q"])):
    print(options, ET.canonicalize(doc, **options))
spaced = "<a:r xmlns:a='u1' xmlns='u2' a:k='v'><x><b:y xmlns:b='u3'/></x><a:t a:v='a:q'/></a:r>"
print(ET.canonicalize(spaced, rewrite_prefixes=True), ET.canonicalize(spaced, rewrite_prefixes=True, qname_aware_attrs=["{u1}v"]))
show(ET.canonicalize)
print([getattr(ET, n).__module__ for n in ("Element", "ElementTree", "QName", "TreeBuilder", "XMLParser", "ParseError", "C14NWriterTarget")], ET.VERSION)
