# expect: ok: done
import collections.abc
class Poisoned:
    pass
collections.abc.Mapping.register(Poisoned)
for t in (int, str, float, object):
    try:
        collections.abc.Mapping.register(t)
    except RuntimeError:
        pass
print("done")
