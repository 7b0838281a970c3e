# expect: memory | time
keep = []
ns = {}
i = 0
while True:
    i += 1
    exec('def f(' + ','.join('a%d: [%d]' % (j, i) for j in range(200)) + '): pass', ns)
    ns['f'].__annotations__
    keep.append(ns['f'])
