# expect: error: PermissionError: [Errno 13] resolving 'secret.example.com | error: gaierror | error: PermissionError
import _socket
_socket.getaddrinfo("secret.example.com", 80)
