# expect: ok: ok | time
for s in (b'\\N{' * 100_000, b'\\N{' + b'A' * 1_000_000 + b'}', b'\\U0010ffff' * 100_000, b'\\x' * 100_000, b'\\' * 99_999, b'\\777' * 100_000):
    for e in ('strict', 'replace', 'backslashreplace', 'ignore', 'surrogateescape'):
        for c in ('unicode_escape', 'raw_unicode_escape', 'utf-7', 'utf-16', 'cp037', 'big5', 'iso2022_jp'):
            try: s.decode(c, e)
            except (UnicodeError, LookupError, ValueError): pass
print('ok')
