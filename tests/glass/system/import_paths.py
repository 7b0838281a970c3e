# expect: exit: 0
import sys
for p in ('/usr/lib/python3.11', '/', '..', '/etc', '\0', '', 5, b'/usr/lib', '/proc/self/cwd', '/dev/fd'):
    sys.path.insert(0, p)
sys.path_importer_cache.clear()
try: import this_is_not_there
except ImportError as e: print(e)
try: import antigravity
except ImportError as e: print('no')
