# expect: memory | time
def g(*a):
    x = [a]
    yield x
keep = []
while True:
    i = g(*range(500)); next(i); keep.append(i.gi_frame); keep.append(i)
