# expect: error: RecursionError
import sys
class F:
    def find_spec(self, name, path, target=None):
        __import__(name + "x")
sys.meta_path.insert(0, F())
import poison
