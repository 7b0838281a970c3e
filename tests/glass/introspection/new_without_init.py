# expect: ok: contained
# Objects made by __new__ alone are used before they are complete.
import io, _thread, collections, itertools, functools, types, weakref
n = 0
for c in (io.BytesIO, io.StringIO, io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper, io.IncrementalNewlineDecoder,
          collections.deque, collections.OrderedDict, staticmethod, classmethod, property, BaseException, OSError, SyntaxError, UnicodeDecodeError,
          UnicodeEncodeError, types.ModuleType, types.SimpleNamespace, memoryview, bytearray, list, dict, set, frozenset, BaseExceptionGroup):
    try:
        o = c.__new__(c)
    except TypeError:
        continue
    for a in dir(o):
        try:
            v = getattr(o, a)
            if callable(v) and a not in ("__class__", "__init_subclass__"):
                v()
        except (Exception, SystemExit):
            pass
    try:
        repr(o), str(o), hash(o)
    except Exception:
        pass
    n += 1
print("contained" if n > 15 else n)
