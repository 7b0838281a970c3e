# expect: memory
import pickle, io
names = [str(i) for i in range(10000)]
kept = []
while True:
    p = pickle.Pickler(io.BytesIO()); p.dump(names); kept.append(p)
