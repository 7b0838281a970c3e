# Generators, pipelines and generator expressions.
def numbers(n):
    for i in range(n):
        yield i

def evens(it):
    for x in it:
        if x % 2 == 0:
            yield x

def pairs(it):
    it = iter(it)
    for a in it:
        yield a, next(it, None)

def tree(lo, hi):
    if lo < hi:
        mid = (lo + hi) // 2
        yield from tree(lo, mid)
        yield mid
        yield from tree(mid + 1, hi)

def averager():
    total = count = 0
    value = None
    while True:
        value = yield (total / count if count else 0.0)
        total += value
        count += 1

s = sum(evens(numbers(2400000)))
p = sum(a + (b or 0) for a, b in pairs(numbers(1200000)))
t = sum(tree(0, 120000))
avg = averager()
next(avg)
for i in range(800000):
    last = avg.send(i)
print(s, p, t, last)
