# expect: time
import time
for v in (-1, float('nan'), float('inf'), 1e300, 2**64, -0.0, 1e-300, '1', None):
    try: time.sleep(v)
    except (ValueError, OverflowError, TypeError): pass
while True: time.sleep(1e-9)
