# expect: ok: done
import json, json.encoder, json.decoder
json.dumps = json.loads = lambda *a, **k: "poisoned"
json.poison = 1
json.encoder.JSONEncoder.encode = lambda *a: "poisoned"
json.decoder.JSONDecoder.decode = lambda *a: "poisoned"
json._default_encoder = None
print("done")
