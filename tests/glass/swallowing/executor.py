# expect: time
# library
from concurrent.futures import ThreadPoolExecutor
def spin():
    while True:
        try:
            while True: pass
        except BaseException: print('SURVIVED')
with ThreadPoolExecutor(20) as e:
    for i in range(50): e.submit(spin).add_done_callback(lambda f: spin())
