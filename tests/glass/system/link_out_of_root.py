# expect: error: PermissionError
# grant: read
import sys
open(sys.argv[1] + "/link").read()
