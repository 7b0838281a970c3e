# expect: error: ModuleNotFoundError | error: PermissionError
import mmap
mmap.mmap(-1, 1 << 40)
