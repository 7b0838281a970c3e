# expect: time | memory | error: ParseError
# library
import xml.etree.ElementTree as ET
s = '<!DOCTYPE a [<!ENTITY e0 "lollollol">' + ''.join('<!ENTITY e%d "%s">' % (i, '&e%d;' % (i - 1) * 10) for i in range(1, 12)) + ']><a>&e11;</a>'
print(len(ET.fromstring(s).text))
