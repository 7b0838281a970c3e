# expect: memory | error: MemoryError
import unicodedata
a = []
while True:
    a.append(unicodedata.normalize("NFKD", "\ufdfa" * 500_000))
