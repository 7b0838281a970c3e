# expect: ok: spread | time
# Strings that collide under an unseeded hash of CPython 2 must not under a seeded one.
keys = ["%d" % i for i in range(100_000)]
d = dict.fromkeys(keys)
print("spread" if len({hash(k) & 0xFFFF for k in keys}) > 10_000 else "flooded")
