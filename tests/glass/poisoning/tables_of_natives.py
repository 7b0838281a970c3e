# expect: ok: ok
# library
import pyexpat, zlib, _bz2, _lzma, _ssl, _csv, _socket, select, mmap, _hashlib, unicodedata, zoneinfo, hashlib
for m in (pyexpat, zlib, _bz2, _lzma, _ssl, _csv, _socket, select, mmap, _hashlib, unicodedata):
    for k, v in list(vars(m).items()):
        for n, x in (('poison', 1), ('__doc__', 'poison'), ('__name__', 'poison'), ('__init__', None), ('__module__', 'poison')):
            try: setattr(v, n, x); vars(m)[k] = v
            except (AttributeError, TypeError): pass
        if type(v) in (dict, list, set):
            try: v.clear()
            except TypeError: pass
_csv.field_size_limit(1)
hashlib.algorithms_available.clear() if hasattr(hashlib.algorithms_available, 'clear') else None
print('ok')
