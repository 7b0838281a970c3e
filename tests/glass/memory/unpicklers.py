# expect: memory
import pickle, io
b = pickle.dumps([str(i) for i in range(10000)])
kept = []
while True:
    u = pickle.Unpickler(io.BytesIO(b)); u.load(); kept.append(u)
