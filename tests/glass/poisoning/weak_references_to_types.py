# expect: ok: done
import weakref
r = weakref.ref(int, lambda r: None)
class C:
    pass
weakref.finalize(C(), print, "")
print("done")
