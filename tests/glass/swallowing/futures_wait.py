# expect: time
import threading
from concurrent import futures
f = futures.Future()
def again(x):
    while True:
        try: f.result(0.001)
        except BaseException as e:
            if not isinstance(e, (TimeoutError, futures.CancelledError)): print('SURVIVED')
again(f)
