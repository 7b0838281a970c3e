# expect: error: ModuleNotFoundError: No module named '_ctypes' | error: ModuleNotFoundError: No module named 'ctypes'
import ctypes
