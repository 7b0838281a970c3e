# expect: time | ok: False
import fnmatch
print(fnmatch.fnmatch("a" * 200, "*a" * 60 + "b"))
