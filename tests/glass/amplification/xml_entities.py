# expect: ok: ok | time
# library
# Entities that hold themselves, one long one many times, and such as are in other files.
import xml.etree.ElementTree as ET
for s in ('<!DOCTYPE a [<!ENTITY e "&e;">]><a>&e;</a>', '<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a b="&e;"/>', '<!DOCTYPE a [<!ENTITY % p "%p;"> %p;]><a/>', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://x/"> %e;]><a/>', '<!DOCTYPE a [<!ENTITY e "' + 'a' * 300_000 + '">]><a>' + '&e;' * 100_000 + '</a>'):
    try:
        if ET.fromstring(s).text: print('text of', s[:60])
    except ET.ParseError: pass
print('ok')
