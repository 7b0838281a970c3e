# expect: ok: ok | time | memory
# library
import xml.etree.ElementTree as ET, copy
from xml.dom import minidom
r = ET.fromstring('<a>' * 20_000 + '</a>' * 20_000)
for f in (lambda: ET.tostring(r), lambda: list(r.iter()), lambda: copy.deepcopy(r), lambda: r.find('.//b'), lambda: ET.indent(r), lambda: ''.join(r.itertext()), lambda: minidom.parseString('<a>' * 2000 + '</a>' * 2000).toxml()):
    try: f()
    except RecursionError: pass
print('ok')
