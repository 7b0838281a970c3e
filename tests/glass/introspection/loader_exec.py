# expect: error: PermissionError | error: ImportError | error: ModuleNotFoundError
import importlib.machinery
importlib.machinery.SourceFileLoader("m", "/etc/hostname").load_module()
