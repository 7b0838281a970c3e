// The audit events of module os.
package posix

import "github.com/vivarium-py/vivarium/internal/core"

const dfd = core.DirFD

// events are the natives that tell sys.addaudithook()'s hooks of what they are about to do.
var events = map[string]core.Event{
	"chdir": {Name: "os.chdir", Args: []int{0}}, "fchdir": {Name: "os.chdir", Args: []int{0}},
	"chmod": {Name: "os.chmod", Args: []int{0, 1, 2 | dfd}}, "fchmod": {Name: "os.chmod", Args: []int{0, 1}},
	"chown": {Name: "os.chown", Args: []int{0, 1, 2, 3 | dfd}}, "lchown": {Name: "os.chown", Args: []int{0, 1, 2}}, "fchown": {Name: "os.chown", Args: []int{0, 1, 2}},
	"link": {Name: "os.link", Args: []int{0, 1, 2 | dfd, 3 | dfd}}, "symlink": {Name: "os.symlink", Args: []int{0, 1, 3 | dfd}},
	"listdir": {Name: "os.listdir", Args: []int{0}}, "scandir": {Name: "os.scandir", Args: []int{0}},
	"mkdir": {Name: "os.mkdir", Args: []int{0, 1, 2 | dfd}}, "rmdir": {Name: "os.rmdir", Args: []int{0, 1 | dfd}},
	"remove": {Name: "os.remove", Args: []int{0, 1 | dfd}}, "unlink": {Name: "os.remove", Args: []int{0, 1 | dfd}},
	"rename": {Name: "os.rename", Args: []int{0, 1, 2 | dfd, 3 | dfd}}, "replace": {Name: "os.rename", Args: []int{0, 1, 2 | dfd, 3 | dfd}},
	"truncate": {Name: "os.truncate", Args: []int{0, 1}}, "ftruncate": {Name: "os.truncate", Args: []int{0, 1}},
	"utime": {Name: "os.utime", Args: []int{0, 1, 2, 3 | dfd}}, "lockf": {Name: "os.lockf", Args: []int{0, 1, 2}},
	"putenv": {Name: "os.putenv", Args: []int{0, 1}}, "unsetenv": {Name: "os.unsetenv", Args: []int{0}},
	"system": {Name: "os.system", Args: []int{0}}, "kill": {Name: "os.kill", Args: []int{0, 1}}, "killpg": {Name: "os.killpg", Args: []int{0, 1}},
	"execv": {Name: "os.exec", Args: []int{0, 1}}, "execve": {Name: "os.exec", Args: []int{0, 1, 2}}, "fork": {Name: "os.fork"},
	"getxattr": {Name: "os.getxattr", Args: []int{0, 1}}, "setxattr": {Name: "os.setxattr", Args: []int{0, 1, 2, 3}},
	"removexattr": {Name: "os.removexattr", Args: []int{0, 1}}, "listxattr": {Name: "os.listxattr", Args: []int{0}},
}
