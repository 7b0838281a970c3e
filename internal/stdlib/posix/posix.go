// Package posix is the native module posix (helper posix is writing it).
package posix
