# expect: ok: ok | time | output
# library
import logging
class H(logging.Handler):
    def emit(s, r): log.error('again')
    def handleError(s, r): log.error('again')
log = logging.getLogger('a'); log.addHandler(H())
try: log.error('x')
except RecursionError: pass
class S:
    def __str__(s): log.warning(s); return 'a'
logging.basicConfig()
logging.raiseExceptions = False
try: logging.warning(S())
except RecursionError: pass
a = logging.getLogger('p'); b = logging.getLogger('q'); a.parent = b; b.parent = a
try: a.error('x')
except RecursionError: pass
print('ok')
