# expect: ok: ok
import codecs
def find(n): return codecs.lookup(n + 'x')
codecs.register(find)
codecs.register(lambda n: codecs.register(find))
for n in ('abc', 'abd'):
    try: codecs.lookup(n)
    except (RecursionError, LookupError, TypeError): pass
print('ok')
