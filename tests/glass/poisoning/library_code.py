# expect: ok: done
import json, textwrap
f = textwrap.dedent
f.__code__ = (lambda text: "poison").__code__
f.__defaults__ = (1,)
f.__kwdefaults__ = {"a": 1}
json.loads.__kwdefaults__["cls"] = int
print("done")
