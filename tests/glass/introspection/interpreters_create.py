# expect: error: PermissionError: | error: InterpreterError | error: not granted
import _interpreters
_interpreters.create()
