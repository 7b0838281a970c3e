// Package lib holds the standard-library modules that are written in Python.
// Every .py file here is part of the binary; FS is read-only and shared by all interpreters.
package lib

import "embed"

// FS has one file a module ("enum.py") and one folder a package ("string/__init__.py"), at most two deep.
//
//go:embed *.py */*.py */*/*.py
var FS embed.FS
