# expect: ok: ok | time
# library
import pyexpat
p = pyexpat.ParserCreate()
class F:
    def read(s, n): return b'<a>'
def h(*a):
    for f in (lambda: p.Parse(b'<b/>', False), lambda: p.Parse(b'', True), lambda: setattr(p, 'StartElementHandler', None), lambda: p.ExternalEntityParserCreate(None), lambda: setattr(p, 'buffer_text', 1), lambda: setattr(p, 'buffer_size', 1 << 40), lambda: p.UseForeignDTD()):
        try: f()
        except Exception: pass
for n in ('StartElementHandler', 'EndElementHandler', 'CharacterDataHandler', 'CommentHandler', 'ProcessingInstructionHandler', 'EntityDeclHandler', 'StartDoctypeDeclHandler', 'DefaultHandler', 'ExternalEntityRefHandler'): setattr(p, n, h)
try: p.Parse(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a><!-- c -->t<?p i?>&e;</a>', True)
except (pyexpat.ExpatError, RecursionError): pass
print('ok')
