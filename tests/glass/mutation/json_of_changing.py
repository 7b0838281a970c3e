# expect: ok: ok
import json
class B(dict):
    def items(s): l.clear(); return [(1, 2)] * 3
class C(float):
    def __repr__(s): l.clear(); return 5
class D(int):
    def __repr__(s): return 5
for f in (lambda: json.dumps(l), lambda: json.dumps(l, indent=1), lambda: json.dumps({D(1): C(2.5)}), lambda: json.dumps(l, default=lambda o: l.clear()), lambda: json.loads('[1,2,{"a":3}]', object_hook=lambda o: l.clear()), lambda: json.dumps(object(), default=lambda o: o), lambda: json.dumps(object(), default=lambda o: [object()])):
    l = [B(a=1), C(1.5), D(3)] * 10
    try: f()
    except (TypeError, ValueError, RecursionError, IndexError): pass
print('ok')
