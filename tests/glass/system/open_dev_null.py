# expect: error: PermissionError
open("/dev/null")
