# expect: memory | time
import pickle
kept = []
while True: kept.append(pickle.loads(b'\x80\x04(' + b']' * 100_000 + b't.'))
