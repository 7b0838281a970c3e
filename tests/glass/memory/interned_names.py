# expect: memory | time
import sys
i = 0
class C: pass
keep = []
while True:
    i += 1
    setattr(C, 'a%d' % i + 'x' * 1000, i); sys.intern('b%d' % i + 'y' * 1000); keep.append(sys.intern('c%d' % i + 'z' * 1000))
