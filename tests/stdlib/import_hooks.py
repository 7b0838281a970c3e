# Finders of folders with loaders of one's own, and loaders that override how data is read or compiled.
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import tempfile

machinery = importlib.machinery


class Shout(machinery.SourceFileLoader):
    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data.replace(b"quiet", b"LOUD"), path, "exec")


class Twice(machinery.SourceFileLoader):
    def get_data(self, path):
        data = super().get_data(path)
        return data + b"second = word * 2\n" if path.endswith(".word") else data


def attempt(f, *args):
    try:
        return f(*args)
    except (ImportError, ValueError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


with tempfile.TemporaryDirectory() as root:
    def write(name, text):
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        with open(os.path.join(root, name), "w") as f:
            f.write(text)

    write("one.word", "word = 'quiet'\n")
    write("two.shout", "word = 'quiet'\n")
    write("pack/__init__.shout", "word = 'quiet pack'\n")
    write("pack/inner.word", "word = 'inner'\n")
    write("plain.py", "word = 'plain'\n")
    write("empty/readme", "")
    hook = machinery.FileFinder.path_hook((Shout, [".shout", ".sh"]), (Twice, [".word"]))
    print(hook.__name__, attempt(hook, "/nowhere/at/all"))
    finder = hook(root)
    for name in "one", "two", "pack", "plain", "missing":
        spec = finder.find_spec(name)
        print(name, spec and (type(spec.loader).__name__, os.path.basename(spec.origin), spec.has_location,
                              [os.path.basename(p) for p in spec.submodule_search_locations or ()]))
    spec = finder.find_spec("empty")
    print(spec.loader, [os.path.basename(p) for p in spec.submodule_search_locations])
    sys.path_hooks.insert(0, hook)
    sys.path.insert(0, root)
    sys.path_importer_cache.clear()
    import one
    import two
    import pack.inner
    print(one.word, one.second, two.word, pack.word, pack.inner.word, pack.inner.second)
    print(one.__loader__.get_source("one").split(), attempt(two.__loader__.get_filename, "one"))
    print(attempt(machinery.FileFinder, root, (Shout,)))
    sys.path_hooks.remove(hook)
    sys.path_importer_cache.clear()
    import plain
    print(plain.word, attempt(importlib.import_module, "nosuch"))

    class Text(importlib.abc.FileLoader):
        def get_source(self, name):
            return "answer = 42"

        def is_package(self, name):
            return False

    loader = Text("made", "made.py")
    print(loader.get_filename(), attempt(loader.get_filename, "other"), loader == Text("made", "made.py"), loader == Text("x", "made.py"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("made", loader))
    loader.exec_module(module)
    print(module.answer, os.path.isabs(module.__file__))
