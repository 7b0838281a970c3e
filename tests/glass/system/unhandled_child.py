# expect: error: PermissionError
import interpreters
interpreters.create()
