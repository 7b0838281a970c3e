# expect: ok: ok | time | memory
# library
import pyexpat
for s in ('<!DOCTYPE a [<!ELEMENT a ' + '(' * 50_000 + 'b' + ')' * 50_000 + '>]><a/>', '<!DOCTYPE a [' + '<!ATTLIST a b CDATA "x">' * 20_000 + ']><a/>', '<![CDATA[' * 1000, '<!--' + '-' * 1_000_000, '<a ' + ' '.join('a%d="1"' % i for i in range(10_000)) + '/>', '<a>' + '&#x' + '0' * 1_000_000 + '41;</a>', '<' * 100_000, '<a' * 100_000, '<!DOCTYPE a [<!DOCTYPE a [' * 1000):
    p = pyexpat.ParserCreate()
    p.ElementDeclHandler = lambda *a: None
    try: p.Parse(s, True)
    except (pyexpat.ExpatError, RecursionError): pass
print('ok')
