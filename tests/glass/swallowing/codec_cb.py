# expect: time
import codecs
def h(e):
    while True:
        try:
            while True: pass
        except BaseException: pass
codecs.register_error('w', h)
'é'.encode('ascii', 'w')
