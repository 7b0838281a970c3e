# expect: ok: contained
import sys
f = sys._getframe()
names = []
while f:
    names.append(f.f_code.co_filename)
    f.f_globals.get("x")
    f = f.f_back
print("contained" if all("introspection" in n for n in names) else names)
