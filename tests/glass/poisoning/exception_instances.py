# expect: ok: done
# Exceptions that the runtime raises are fresh every time.
seen = []
for _ in range(2):
    try:
        "a" * 10**12
    except MemoryError as e:
        assert not hasattr(e, "poison") and e.__notes__ if hasattr(e, "__notes__") else True
        e.poison = 1
        e.args = ("poison",)
        seen.append(e)
for _ in range(2):
    try:
        next(iter(()))
    except StopIteration as e:
        assert not hasattr(e, "poison")
        e.poison = 1
assert seen[0] is not seen[1]
print("done")
