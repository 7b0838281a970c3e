# expect: ok: contained
n = 0
its = [iter([]), iter(()), iter(""), iter({}), iter(set()), iter(range(3)), iter(b""), zip(), map(abs, []), reversed([])]
for it in its:
    for state in (-1, 2**62, "x", None, (1, 2), []):
        for m in ("__setstate__", "__length_hint__"):
            try:
                getattr(it, m)(state)
            except (TypeError, ValueError, AttributeError, OverflowError):
                n += 1
    try:
        next(it)
    except StopIteration:
        pass
print("contained")
