# expect: memory | time
import _csv as csv
csv.field_size_limit(2**31 - 1)
def lines():
    yield '"'
    while True: yield 'a' * 100000
next(csv.reader(lines()))
