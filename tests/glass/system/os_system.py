# expect: error: PermissionError: [Errno 13] running '/bin/sh' is not granted (needs run=['/bin/sh'] or --allow-run=/bin/sh)
import os
os.system("touch /tmp/vivarium-owned")
