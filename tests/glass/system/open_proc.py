# expect: error: PermissionError
open("/proc/self/environ")
