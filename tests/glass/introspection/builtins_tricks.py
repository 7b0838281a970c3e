# expect: ok: contained
got = []
for b in ({}, {"__import__": None}, {"__import__": lambda *a: got.append(a)}, None, 5):
    try:
        exec("import os; os.system('true')", {"__builtins__": b})
    except (Exception, SystemExit):
        pass
class B(dict):
    def __getitem__(self, k):
        return lambda *a, **k: None
    def __missing__(self, k):
        return 1
try:
    exec("open('/etc/passwd'); import os", {"__builtins__": B()})
except Exception:
    pass
print("contained")
