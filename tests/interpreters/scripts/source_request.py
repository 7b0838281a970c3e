import gc
import interpreters

def handle_request(request_data):
    interp = interpreters.create()
    interp.exec(f"""
import json
data = json.loads('{request_data}')
# Process request in isolation
result = process(data)
""")
    interp.close()

before = len(interpreters.list_all())
try:
    handle_request('{"a": 1}')
except interpreters.ExecutionFailed as e:
    assert e.excinfo.type.__name__ == "NameError", e.excinfo
    print(e.excinfo.formatted)
for _ in range(20):
    try:
        handle_request("[]")
    except interpreters.ExecutionFailed:
        pass
e = None
for _ in range(10):
    gc.collect()
    if len(interpreters.list_all()) == before:
        break
assert len(interpreters.list_all()) == before, interpreters.list_all()
