# expect: error: PermissionError: [Errno 13] read access to '/etc/passwd' is not granted | error: PermissionError
import importlib.machinery
importlib.machinery.SourceFileLoader("m", "/etc/passwd").get_data("/etc/passwd")
