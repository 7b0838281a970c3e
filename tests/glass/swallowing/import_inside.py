# expect: time
import sys, types
class F:
    @staticmethod
    def find_spec(n, p, t=None):
        while True:
            pass
sys.meta_path.insert(0, F)
while True:
    try:
        import poison
    except BaseException:
        pass
