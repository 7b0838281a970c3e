# expect: time
s = ''.join(chr(i) for i in range(0x4e00, 0x9fff)) * 20
while True:
    for c in ('gb18030', 'big5hkscs', 'euc_jis_2004', 'iso2022_kr', 'hz', 'cp949', 'shift_jisx0213', 'johab'):
        b = s.encode(c, 'replace'); b.decode(c, 'replace'); (b + b'\x80')[1:].decode(c, 'ignore')
