# expect: ok: True True True
# Whether the collector knows an object depends on what it holds, which may be itself.
import gc
d = {}
d["d"] = d
t = ([],)
t[0].append(t)
u = ({},)
u[0]["u"] = u
x = ()
for _ in range(60):
    x = (x, x)
print(gc.is_tracked(d), gc.is_tracked(u), gc.is_tracked(x))
gc.get_objects()
gc.get_referrers(d, t)
gc.get_referents(d, t, u)
