# importlib.resources on packages of files, on several folders of a namespace package and on a loader with a reader.
import importlib.abc, importlib.machinery, importlib.resources as resources, os, pathlib, sys, tempfile
from importlib.resources.abc import Traversable, TraversableResources

top = tempfile.mkdtemp()
def put(name, data):
    p = pathlib.Path(top, name)
    p.parent.mkdir(parents=True, exist_ok=True)
    p.write_bytes(data)
put("one/pack/__init__.py", b"import importlib.resources\ndef here(): return importlib.resources.files().joinpath('a.txt').read_text()\n")
put("one/pack/a.txt", "text é\n".encode())
put("one/pack/mod.py", b"x = 1\n")
put("one/pack/sub/b.bin", bytes(range(5)))
put("one/space/c.txt", b"one\n")
put("two/space/d.txt", b"two\n")
sys.path[:0] = [top + "/one", top + "/two"]
sys.dont_write_bytecode = True

import pack
root = resources.files("pack")
print(type(root).__name__, sorted(p.name for p in root.iterdir()), isinstance(root, Traversable))
print(repr(resources.read_text("pack", "a.txt")), resources.read_binary(pack, "sub", "b.bin"), pack.here())
print(resources.is_resource("pack", "a.txt"), resources.is_resource("pack", "sub"), resources.is_resource("pack", "none"))
with resources.open_text("pack", "a.txt", encoding="latin-1") as f:
    print(repr(f.read()))
with resources.open_binary("pack", "a.txt") as f:
    print(f.read())
with resources.path("pack", "a.txt") as p:
    print(p.name, p.exists(), os.path.samefile(p, top + "/one/pack/a.txt"))
with resources.as_file(root / "sub") as p:
    print(p.name, sorted(os.listdir(p)))
import pack.mod
print(resources.files("pack.mod").name, resources.files(pack.mod).joinpath("a.txt").is_file())
for bad in (lambda: resources.read_text("pack", "none"), lambda: resources.files("nosuch"), lambda: resources.read_text("pack", "sub", "b.bin")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, str(e).replace(top, "TOP"))

space = resources.files("space")
print(sorted(p.name for p in space.iterdir()), space.joinpath("c.txt").read_text(), (space / "d.txt").read_text(), space.is_dir(), space.name)

class Node(Traversable):
    def __init__(self, name, value): self._name, self.value = name, value
    name = property(lambda self: self._name)
    def is_dir(self): return isinstance(self.value, dict)
    def is_file(self): return not self.is_dir()
    def iterdir(self): return (Node(k, v) for k, v in self.value.items())
    def joinpath(self, *names):
        node = self
        for n in names: node = Node(n, node.value[n])
        return node
    def open(self, mode="r", *a, **k):
        import io
        return io.BytesIO(self.value) if "b" in mode else io.StringIO(self.value.decode(k.get("encoding") or "utf-8"))
class Reader(TraversableResources):
    def files(self): return Node("virtual", {"x.txt": b"virtual text", "dir": {"y": b"1"}})
class Loader(importlib.abc.Loader):
    def create_module(self, spec): return None
    def exec_module(self, module): pass
    def get_resource_reader(self, name): return Reader()
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "virtual": return importlib.machinery.ModuleSpec(name, Loader(), is_package=True)
sys.meta_path.insert(0, Finder())
print(resources.files("virtual").joinpath("x.txt").read_text(), resources.read_binary("virtual", "x.txt"), resources.is_resource("virtual", "dir"), sorted(p.name for p in resources.files("virtual").iterdir()))
with resources.as_file(resources.files("virtual") / "x.txt") as p:
    print(isinstance(p, pathlib.Path), p.read_text())
print(p.exists())
with resources.as_file(resources.files("virtual") / "dir") as p:
    print(p.is_dir(), (p / "y").read_text())
print(Reader().open_resource("x.txt").read(), Reader().is_resource("dir"), sorted(Reader().contents()))
