# expect: error: PermissionError
open("/dev/mem", "rb")
