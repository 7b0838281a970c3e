# expect: ok: contained
# Every class that can be reached is tried as a way to a file.
import sys
def below(c, seen):
    for s in type.__subclasses__(c) if isinstance(c, type) else ():
        if s not in seen:
            seen.add(s)
            below(s, seen)
seen = set()
below(object, seen)
opened = []
for c in seen:
    if c.__name__ in ("FileIO", "BufferedReader", "TextIOWrapper", "SourceFileLoader", "FileFinder", "Popen", "socket"):
        for args in (("/etc/passwd",), ("/etc/passwd", "r"), ("m", "/etc/passwd"), (["/bin/sh"],)):
            try:
                o = c(*args)
                for m in ("read", "readall", "get_source", "communicate"):
                    if hasattr(o, m):
                        try:
                            r = getattr(o, m)()
                        except TypeError:
                            r = getattr(o, m)("m")
                        if r and "root:" in str(r):
                            opened.append((c, m))
            except (Exception, SystemExit):
                pass
print("contained" if not opened else opened)
