# expect: error: PermissionError
open('/etc/passwd')
