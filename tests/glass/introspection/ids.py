# expect: ok: [] []
# grant: children
import _interpreters as I, interpreters
mine = interpreters.create()
got = []
for i in list(range(-3, 200)) + [2**31, 2**63 - 1, 2**63, 2**64, -2**63, 2**200, True, 1.0, '0', None, mine, I]:
    for n in dir(I):
        f = getattr(I, n)
        if not callable(f) or isinstance(f, type) or n in ('create', 'new_config', 'destroy', 'get_current', 'get_main', 'list_all', 'is_shareable'): continue
        for a in ((), ('x = 1',), ({'a': 1},), (lambda: 1,), (None, None)):
            try: f(i, *a); got.append((n, i))
            except (Exception) as e: pass
print(sorted({i for n, i in got if isinstance(i, int)} - {0, I.get_current()[0], mine.id, True}), [w for w in I.list_all() if w[0] not in (I.get_current()[0], mine.id)])
