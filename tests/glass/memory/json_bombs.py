# expect: ok: ok | time | memory
import json
def attempt(f):
    try: f()
    except (Exception,): pass
for s in ('[' * 10**6, '{"a":' * 10**6, '[' * 900 + ']' * 900, '"' + '\\ud800' * 10**5 + '"', '1' * 10**6, '-' * 10**6, '1e' + '9' * 10**6, '[1,' * 10**5, '{"a":1,' * 10**5, '"\\u', 'NaN' * 10, '\ufeff1', '[' + '1,' * 10**6):
    attempt(lambda: json.loads(s)); attempt(lambda: json.loads(s, parse_float=lambda x: x * 10, object_pairs_hook=lambda p: p * 2))
for n in (10**3, 10**4, 10**5):
    x = []
    for i in range(n): x = [x] if i % 2 else {'a': x}
    attempt(lambda: json.dumps(x)); attempt(lambda: json.dumps(x, indent=10**6)); attempt(lambda: json.dumps(x, default=lambda o: x, check_circular=False))
class S(str): pass
class I(int):
    def __repr__(s): return '[' * 10**6
class D(dict):
    def items(s): return iter([(S('a'), I(5))] * 10**5)
class N:
    n = 0
for o in (D(a=1), I(5), {S('k'): I(1)}, {1.5: float('inf'), None: True}, [N()], {(): 1}, ['\ud800' * 10**6]):
    attempt(lambda: json.dumps(o)); attempt(lambda: json.dumps(o, default=lambda o: [o])); attempt(lambda: json.dumps(o, default=lambda o: [N(), N()])); attempt(lambda: json.dumps(o, skipkeys=True, sort_keys=True, separators=('x' * 10**5, 5)))
print('ok')
