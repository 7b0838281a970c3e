# shelve and dbm.dumb: what is stored, what stays, and errors; the files' own format.
import dbm
import dbm.dumb
import os
import shelve
import tempfile


def attempt(call):
    try:
        return call()
    except Exception as e:
        return f"{type(e).__name__} {e}"


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    print(dbm.whichdb("x"), attempt(lambda: dbm.open("x")), attempt(lambda: dbm.dumb.open("x", "z")))
    d = dbm.dumb.open("x", "c")
    for bad in (5, b"x"), ("a", 5):
        print(attempt(lambda: d.__setitem__(*bad)))
    d["a"] = "b"
    d[b"bin\xff"] = b"\x00" * 600
    d["a"] = b"c" * 500
    d["a"] = b"d" * 513
    d["é"] = "é"
    print(d.keys(), len(d), b"a" in d, "a" in d, d.get("none"), d["a"] == b"d" * 513, [len(v) for k, v in d.items()], list(d))
    print(attempt(lambda: d["q"]), attempt(lambda: d.__delitem__("q")))
    del d["bin\xff".encode("latin-1")]
    d.sync()
    print(open("x.dir").read(), os.path.getsize("x.dat"), sorted(os.listdir(".")))
    d.close()
    d.close()
    print(attempt(lambda: d["a"]), attempt(lambda: d.keys()), attempt(lambda: len(d)), attempt(lambda: "a" in d))
    print(dbm.whichdb("x"))
    with dbm.open("x", "r") as d:
        print(d["é"], attempt(lambda: d.__setitem__("a", "b")), attempt(lambda: d.__delitem__("a")))
    with dbm.dumb.open("x", "n") as d:
        print(len(d))
    with open("odd", "wb") as f:
        f.write(b"something else altogether")
    print(repr(dbm.whichdb("odd")), attempt(lambda: dbm.open("odd")), dbm.error[1], dbm.dumb.error)

    store = dbm.dumb.open("s", "c")
    s = shelve.Shelf(store)
    s["list"] = [1, 2]
    s["list"].append(3)
    s["object"] = {"k": (1, None)}
    print(s["list"], sorted(s), len(s), "list" in s, "x" in s, s.get("x", 5), attempt(lambda: s["x"]), s.pop("object"))
    s.close()
    s.close()
    print(attempt(lambda: s["list"]), s.dict)
    with shelve.Shelf(dbm.dumb.open("s", "w"), writeback=True, protocol=2, keyencoding="latin-1") as s:
        s["list"].append(4)
        s["é"] = {1}
        print(s["list"], s.cache)
        s.sync()
        print(s.cache)
        s["list"].append(5)
        del s["é"]
    with shelve.Shelf(dbm.dumb.open("s", "r")) as s:
        print(dict(s), attempt(lambda: s.__setitem__("a", 1)))
    with shelve.open("t") as s:
        s.update(a=1, b=[2])
    with shelve.open("t", "r") as s:
        print(sorted(s.items()))
    with shelve.open("t", "n") as s:
        s["z"] = 0
        s.clear()
        print(len(s))
    print(attempt(lambda: shelve.open("none", "r")), shelve.Shelf.__module__, shelve.DbfilenameShelf.__mro__[1])
    os.chdir("/")
