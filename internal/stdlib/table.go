// Package stdlib lists the native modules of the standard library.
package stdlib

import "github.com/vivarium-py/vivarium/internal/core"

// Modules gives the native modules by name; the map is the caller's.
func Modules() map[string]*core.ModuleDef {
	return map[string]*core.ModuleDef{}
}
