# expect: ok: done
import re
re.compile = re.sub = re.match = lambda *a, **k: None
re._compile = lambda *a: None
print("done")
