# pyexpat: events with their places, and the errors of documents that are wrong.
import pyexpat as p
for s in ('','<a>','<a','<a b="x<">','<a b=x>','<a b="1" b="2"/>','<a/><b/>','<a/>x','<a>&x;</a>','<a>]]></a>','<a></b>','<a><!-- -- --></a>','<a>&#0;</a>',' <?xml version="1.0"?><a/>','<a b="1"c="2"/>','<1/>','<a>\x01</a>','x','<?xml version="2"?><a/>','<?xml encoding="utf-8"?><a/>','<!DOCTYPE a [<!ENTITY e "&e;">]><a>&e;</a>','<!DOCTYPE a','<!DOCTYPE a []>','<a>&','<a>&x','<a>&x</a>','<a b="&x;"/>','<a>\n  <b x="1"></c></a>','<?xml?>','<a><?xml?></a>',b'<a>\xff</a>','<a b="1\n2">x\r\ny&amp;z<![CDATA[q]]><?pi d?><!--c--></a>','<!DOCTYPE a PUBLIC "p" "s" [<!ENTITY e "x<b/>y"><!ATTLIST a d CDATA "v" r (x|y) #REQUIRED><!ELEMENT a (b,(c|d)*,e)?><!NOTATION n SYSTEM "n"><!ENTITY u SYSTEM "u" NDATA n>]><a>&e;</a>','<!DOCTYPE a [<!ELEMENT a (b,(c|d)*,e?)+><!ELEMENT b (#PCDATA|a)*>]><a/>'):
    x=p.ParserCreate()
    ev=[]
    for h in [n for n in dir(x) if n.endswith('Handler') and not n.startswith(('Default','External','NotSt'))]:
        setattr(x,h,lambda *a,h=h:ev.append((h[:-7], *(() if 'Decl' in h else (x.CurrentLineNumber, x.CurrentColumnNumber)), *a)))
    try: x.Parse(s,True); print('ok',s)
    except p.error as e: print(repr(s),e,e.code, x.CurrentByteIndex)
    print('   ',*ev,sep='\n    ')
x = p.ParserCreate(namespace_separator=" ")
x.namespace_prefixes = True
x.ordered_attributes = True
for h in ('StartElementHandler', 'EndElementHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler'):
    setattr(x, h, lambda *a, h=h: print(h, *a))
for piece in ('<a xml', 'ns="u" xmlns:p="v" p:', 'k="1" k="2"><p:b', '/></a', '>'):
    x.Parse(piece)
x.Parse('', True)
lol = '<!DOCTYPE a [<!ENTITY l0 "' + 'lol' * 10 + '">' + ''.join(f'<!ENTITY l{i} "{f"&l{i-1};" * 10}">' for i in range(1, 12)) + ']><a>&l11;</a>'
x = p.ParserCreate()
x.CharacterDataHandler = lambda d: None
try: x.Parse(lol, True)
except p.error as e: print(str(e).partition(':')[0])
