# expect: ok: contained
# The dicts of builtin types are never handed out, by whatever door.
import gc, types
found = []
for o in (int, str, int.__dict__, vars(object), type(len), types.FunctionType):
    for r in gc.get_referents(o):
        if isinstance(r, dict):
            found.append(o)
for d in gc.get_objects() + gc.get_referrers(int.from_bytes, int.__dict__["real"]):
    if type(d) is dict and d.get("bit_length") is int.__dict__["bit_length"]:
        found.append(d)
print("contained" if not found else found)
