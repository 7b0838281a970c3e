# pkgutil: modules of folders, packages in several folders, names of objects, data of packages.
import os
import pkgutil
import sys
import tempfile


def attempt(call):
    try:
        return call()
    except Exception as e:
        return f"{type(e).__name__} {e}"


def write(path, text=""):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


with tempfile.TemporaryDirectory() as folder:
    one, two = os.path.join(folder, "one"), os.path.join(folder, "two")
    write(one + "/alone.py", "x = 5")
    write(one + "/pack/__init__.py", "import pkgutil\n__path__ = pkgutil.extend_path(__path__, __name__)\nclass A:\n    b = 7\n")
    write(one + "/pack/inner.py", "y = 6")
    write(one + "/pack/data.txt", "data")
    write(one + "/pack/sub/__init__.py")
    write(one + "/pack/sub/deep.py")
    write(one + "/broken/__init__.py", "1 / 0")
    write(one + "/missing/__init__.py", "import no_such_module_at_all")
    write(one + "/nopackage/file.py")
    write(one + "/not-a-name.txt")
    write(two + "/pack/__init__.py")
    write(two + "/pack/other.py", "z = 7")
    write(two + "/pack.pkg", "# comment\n/no/such/folder\n")
    sys.path[:0] = [one, two]
    print([(m.name, m.ispkg, type(m.module_finder).__name__) for m in pkgutil.iter_modules([one, two])])
    print([m.name for m in pkgutil.iter_modules([one], "p.")], list(pkgutil.iter_modules([])), list(pkgutil.iter_modules([folder + "/no"])))
    failed = []
    print([m.name for m in pkgutil.walk_packages([one], onerror=failed.append)], failed)
    print(attempt(lambda: [m.name for m in pkgutil.walk_packages([one])]))
    print(attempt(lambda: list(pkgutil.iter_modules("text"))))
    import pack
    import pack.other
    print([os.path.relpath(p, folder) if p.startswith(folder) else p for p in pack.__path__], pack.other.z)
    print(pkgutil.get_data("pack", "data.txt"), attempt(lambda: pkgutil.get_data("pack", "none.txt"))[:17], pkgutil.get_data("no_such", "x"))
    for name in ("alone", "alone:x", "pack:A.b", "pack.A.b", "pack.inner.y", "pack.inner:y", "pack:", "os.path.join"):
        found = pkgutil.resolve_name(name)
        print(name, found if isinstance(found, int) else found.__name__)
    for name in ("", "a b", "no_such", "os.nothing", "os:path.nothing", ".os", "os.", "1os", "os:1", "a:b:c", "os..path"):
        print(repr(name), attempt(lambda: pkgutil.resolve_name(name)))
    print(pkgutil.extend_path("text", "x"), pkgutil.extend_path([], "no_such.name"))
    print(attempt(lambda: list(pkgutil.iter_importers(".x"))), type(pkgutil.get_importer(one)).__name__, pkgutil.get_importer("/no/such/x.zip") is None)
    print(pkgutil.ModuleInfo(1, 2, 3), [type(i).__name__ for i in pkgutil.iter_importers("pack.inner")])
