# expect: time
import _tokenize
def readline():
    try:
        while True: pass
    except BaseException: print('SURVIVED')
    finally: print('SURVIVED')
    return 'x\n'
it = _tokenize.TokenizerIter(readline, extra_tokens=True)
while True:
    try: next(it)
    except BaseException: print('SURVIVED')
