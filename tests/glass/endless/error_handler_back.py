# expect: time
# Handlers that go back to the beginning, give another object to decode, and grow.
import codecs
def back(e):
    e.object = e.object[:1000]
    return ('?', 0)
codecs.register_error('back', back)
(b'\xff' * 100).decode('utf-8', 'ignore')
while True:
    try: b'a\xff'.decode('ascii', 'back')
    except MemoryError: pass
