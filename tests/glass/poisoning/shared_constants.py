# expect: ok: done
# Constants of code and of modules are shared: none may be mutable.
def f():
    return (1, "a", b"b", 2.5, frozenset({1}))
for c in f.__code__.co_consts:
    for m in ("append", "add", "update", "__setitem__", "__iadd__"):
        assert not (hasattr(c, m) and m != "__iadd__"), (c, m)
import string, keyword, math, errno
string.ascii_letters = "poison"
keyword.kwlist.clear()
errno.errorcode.clear()
print("done")
