# expect: error: ModuleNotFoundError | error: PermissionError | error: ImportError
import _posixshmem
_posixshmem.shm_open("/x", 0)
