# expect: error: PermissionError: [Errno 13] read access to
open("x.txt")
