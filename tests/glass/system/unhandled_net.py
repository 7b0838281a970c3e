# expect: error: PermissionError
import _socket
_socket.socket().connect(('1.1.1.1', 80))
