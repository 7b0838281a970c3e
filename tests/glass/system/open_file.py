# expect: error: PermissionError: [Errno 13] read access to '/etc/passwd' is not granted (needs read=['/etc'] or --allow-read=/etc)
open("/etc/passwd")
