# expect: time | memory
class K:
    n = 0
    def __hash__(s): return 5
    def __eq__(s, o):
        K.n += 1
        d[K()] = 1
        if K.n % 1000 == 0: d.clear()
        return False
d = {}
while True:
    try: d[K()] = 1; {K(), K()} & {K()}; d.keys() & {K()}
    except RecursionError: pass
