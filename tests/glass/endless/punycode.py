# expect: time
wide = ''.join(chr(0x4e00 + i % 20000) for i in range(100_000))
s = ''.join(chr(0x4e00 + i) for i in range(3000)).encode('punycode')
while True: s.decode('punycode'); wide.encode('punycode')
