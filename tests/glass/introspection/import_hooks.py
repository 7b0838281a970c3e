# expect: ok: contained
import sys
class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        raise ImportError(name)
sys.meta_path.insert(0, Finder)
sys.path_hooks.insert(0, lambda p: Finder)
sys.path.append("/etc")
sys.path_importer_cache.clear()
try:
    import difflib
except ImportError:
    pass
sys.meta_path.clear()
try:
    import poison
except ImportError:
    print("contained")
