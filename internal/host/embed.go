// What the embedding API does with the process's own authority, before or beside any interpreter: resolving the paths and
// reading the files that the embedder itself names.
package host

import (
	"os"
	"path/filepath"
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
