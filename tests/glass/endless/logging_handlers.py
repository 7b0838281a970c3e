# expect: time
# library
import logging
class H(logging.Handler):
    def emit(s, r):
        while True: pass
    def handleError(s, r): s.emit(r)
log = logging.getLogger('a'); log.addHandler(H())
log.propagate = True
log.error('%s', type('R', (), {'__str__': lambda s: log.error('x')})())
