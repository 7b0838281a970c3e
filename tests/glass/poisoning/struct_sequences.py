# expect: ok: done
import sys, time
for o in (sys.flags, sys.version_info, sys.float_info, time.gmtime(0)):
    for op in (lambda: setattr(o, "poison", 1), lambda: setattr(type(o), "poison", 1), lambda: o.__setitem__(0, 1)):
        try:
            op()
            raise SystemExit("changed %r" % (o,))
        except (TypeError, AttributeError):
            pass
print("done")
