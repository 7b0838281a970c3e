// What the embedding API does with the process's own authority, before or beside any interpreter: resolving the paths and
// reading the files that the embedder itself names.
package host

import (
	"os"
	"path/filepath"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// AbsPath makes a path that the embedder named absolute; "" is the process's working directory.
func AbsPath(p string) (string, error) {
	if p == "" {
		return os.Getwd()
	}
	return filepath.Abs(p)
}

// EmbedderFile reads a file that the embedder named; no policy is asked.
func EmbedderFile(p string) ([]byte, error) { return os.ReadFile(p) }

// GrantedEnv gives those variables of the process's environment that a policy grants.
func GrantedEnv(p *policy.Policy) []string {
	var e environment
	e.init(nil, nil, p)
	return append([]string{}, e.vars...)
}
