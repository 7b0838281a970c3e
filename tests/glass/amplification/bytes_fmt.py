# expect: memory
b'%*d' % (10**12, 1)
