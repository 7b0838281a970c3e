# expect: ok: []
# grant: children
import interpreters
r = []
i = interpreters.create()
for code in ('open("/etc/passwd")', 'import os; os.listdir("/")', 'import socket; socket.create_connection(("127.0.0.1", 80))', 'import interpreters; j = interpreters.create(); j.exec("open(\'/etc/passwd\')")',
             'import interpreters\nP = interpreters.Policy\nj = interpreters.create(policy=P(read=["/"], write=["/"], net=["*"], run=["*"], children=True)); j.exec("open(\'/etc/passwd\')")',
             'import interpreters\nj = interpreters.create(policy=interpreters.Policy.inherit()); j.exec("open(\'/etc/passwd\')")', 'import _interpreters; k = _interpreters.create("legacy"); assert _interpreters.exec(k, "open(\'/etc/passwd\')") is None'):
    try: i.exec(code); r.append(code)
    except Exception as e: pass
for kw in (dict(limits=interpreters.Limits(memory=1 << 40, time=1e9)), dict(policy=None), dict(policy=5), dict(limits=5)):
    try:
        j = interpreters.create(**kw); j.exec('open("/etc/passwd")'); r.append(kw)
    except Exception: pass
print(r)
