# expect: time | memory | error: MemoryError
import json
class E(dict):
    def items(s): return iter(lambda: ('a', 1), 0)
json.dumps(E(a=1))
