# expect: ok: []
import sys, gc, types
seen = set(); bad = []
def walk(o, d=0):
    stack = [o]
    while stack and len(seen) < 60_000:
        x = stack.pop()
        if id(x) in seen: continue
        seen.add(id(x))
        if type(x).__name__ in ('Host', 'Policy', 'System', 'Conn', 'PyCapsule'): bad.append(x)
        stack.extend(gc.get_referents(x))
f = sys._getframe()
while f: walk(f); walk(f.f_builtins); walk(f.f_globals); f = f.f_back
for o in gc.get_objects(): walk(o)
print(bad)
