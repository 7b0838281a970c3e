# expect: error: PermissionError: [Errno 13] write access to '/tmp/vivarium-owned' is not granted
open("/tmp/vivarium-owned", "w")
