# expect: error: PermissionError: [Errno 13] connecting to '169.254.169.254:80' is not granted (needs net=['169.254.169.254:80'] or --allow-net=169.254.169.254:80)
import _socket
_socket.socket().connect(("169.254.169.254", 80))
