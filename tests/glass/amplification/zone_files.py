# expect: ok: ok | memory | time
# library
import zoneinfo, io, struct
head = b'TZif2' + bytes(15) + struct.pack('>6l', 0, 0, 0, 0, 1, 4) + bytes(10)
for b in (b'', b'TZif', b'TZif2' + bytes(15) + b'\x7f\xff\xff\xff' * 6, b'TZif1' + bytes(15) + b'\x7f\xff\xff\xff' * 6, b'TZif2' + bytes(15) + b'\xff' * 24, head * 2 + b'\n' + b'A' * 100_000 + b'\n', head * 2 + b'\nAAA' + b'9' * 5000 + b'\n', head * 2 + b'\n<' + b'a' * 100_000 + b'\n', head * 2 + b'\nAAA3BBB,M13.9.9/999,J999/999\n'):
    try: zoneinfo.ZoneInfo.from_file(io.BytesIO(b))
    except (ValueError, MemoryError, OSError, struct.error, EOFError, IndexError): pass
for k in ('../../../etc/passwd', '/etc/passwd', 'a' * 10_000, '\0', 'Europe/../UTC'):
    try: print('found', zoneinfo.ZoneInfo(k))
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError): pass
print('ok')
