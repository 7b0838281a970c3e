# JSON both ways.
import json

record = {
    "id": 12345, "name": "Jos\u00e9 \u2014 \"quoted\"", "tags": ["a", "b", "c"], "active": True, "score": 3.14159,
    "nested": {"x": [1, 2, 3, {"y": None}], "z": "line\nbreak"},
}
data = [dict(record, id=i, score=i / 7) for i in range(3000)]
total = 0
for _ in range(25):
    text = json.dumps(data)
    back = json.loads(text)
    total += len(text) + len(back)
pretty = json.dumps(data[:300], indent=2, sort_keys=True)
again = json.loads(pretty)
print(total, len(pretty), again == data[:300])
