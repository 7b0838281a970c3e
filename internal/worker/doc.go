// Package worker carries requests between a process and its worker processes: frames of CBOR over pipes, requests and
// replies in both directions, and a pool of workers.
//
// It knows nothing of Python. The other end of a connection may be hostile: whatever it sends is an error of the
// connection, which then is over.
package worker
