// Package policy says what an interpreter may do: grants (this file), and limits (limits.go). It decides and
// never acts: package host asks it before every operation on the system.
//
// Invariant: a Policy does not change once built, and Intersect never returns one that allows what either side denies.
package policy

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"time"
)

// Clock says which clock an interpreter sees.
type Clock uint8

// The clocks.
const (
	ClockReal  Clock = iota // the machine's
	ClockFixed              // starts at Grants.FixedTime and moves only by sleeping, which takes no time
)

// ClockCounts reports that a fixed clock can start at a time: nanoseconds since the epoch count it.
func ClockCounts(at time.Time) bool { return at.Unix() > -9e9 && at.Unix() < 9e9 }

// Random says where an interpreter's randomness comes from.
type Random uint8

// The sources of randomness.
const (
	RandomReal   Random = iota // the kernel's
	RandomSeeded               // a deterministic stream from Grants.Seed
)

// Grants is the plain description of which a Policy is built. The zero Grants grants nothing.
// In each list the element "*" means everything.
type Grants struct {
	Read    []string // files and folders that may be read, with everything below them
	Write   []string // files and folders that may be created, changed and removed, with everything below them
	Net     []string // "host:port", "*.host:port", "address/bits:port", ":port", "host" (all ports); see net.go
	Env     []string // names of environment variables; a trailing * matches any rest
	Run     []string // programs, by absolute path or by a bare name looked up in the process's PATH
	Modules []string // importable modules by name, with their submodules; nil means all that Vivarium ships
	Import  []string // folders from which source modules may be imported

	Clock     Clock
	FixedTime int64 // nanoseconds since the epoch, for ClockFixed
	Random    Random
	Seed      uint64 // for RandomSeeded
	Children  bool   // may create child interpreters
}

// Policy is an immutable set of grants. A nil *Policy grants nothing.
type Policy struct {
	everything bool // Inherit: also what has no grant of its own, such as signals to other processes

	read, write, imports roots
	net                  []netLayer   // every layer must allow
	env, run, modules    []namesLayer // every layer must allow

	clock     Clock
	fixedTime int64
	random    Random
	seed      uint64
	children  bool
}

var (
	inherit = &Policy{
		everything: true,
		read:       roots{all: true},
		write:      roots{all: true},
		imports:    roots{all: true},
		children:   true,
	}
	none = &Policy{
		net: []netLayer{{}},
		env: []namesLayer{{}},
		run: []namesLayer{{}},
	}
)

// Inherit returns the policy that grants everything the process may do.
func Inherit() *Policy { return inherit }

// None returns the policy that grants nothing. Modules that Vivarium ships can still be imported: what they do is
// asked again at the host.
func None() *Policy { return none }

// New builds a policy. Relative paths are taken from dir, which must be absolute when there are any.
func New(g Grants, dir string) (*Policy, error) {
	p := &Policy{
		clock: g.Clock, fixedTime: g.FixedTime,
		random: g.Random, seed: g.Seed,
		children: g.Children,
	}
	var err error
	if p.write, err = newRoots("write", g.Write, dir); err != nil {
		return nil, err
	}
	if p.read, err = newRoots("read", g.Read, dir); err != nil {
		return nil, err
	}
	if p.imports, err = newRoots("import", g.Import, dir); err != nil {
		return nil, err
	}
	p.read.chainBelow(p.write)
	p.imports.chainBelow(p.write)
	p.write.chainBelow(p.write)

	net, err := newNetLayer(g.Net)
	if err != nil {
		return nil, err
	}
	if !net.all {
		p.net = []netLayer{net}
	}
	if p.env, err = namesLayers("env", g.Env); err != nil {
		return nil, err
	}
	if p.run, err = namesLayers("run", g.Run); err != nil {
		return nil, err
	}
	if g.Modules != nil {
		if p.modules, err = namesLayers("module", g.Modules); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Intersect returns what p, the parent's policy, leaves of the policy that a child asks for. A nil child asks for
// what the parent has.
func (p *Policy) Intersect(child *Policy) *Policy {
	if p == nil {
		p = none
	}
	if child == nil || child == p || child.everything {
		return p
	}
	if p.everything {
		return child
	}
	c := &Policy{
		read:     p.read.intersect(child.read),
		write:    p.write.intersect(child.write),
		imports:  p.imports.intersect(child.imports),
		net:      joinLayers(p.net, child.net),
		env:      joinLayers(p.env, child.env),
		run:      joinLayers(p.run, child.run),
		modules:  joinLayers(p.modules, child.modules),
		clock:    child.clock,
		random:   child.random,
		seed:     child.seed,
		children: p.children && child.children,
	}
	c.read.chainBelow(c.write)
	c.imports.chainBelow(c.write)
	c.write.chainBelow(c.write)
	c.fixedTime = child.fixedTime
	if p.clock == ClockFixed { // a parent that may not see the real clock cannot hand it on
		c.clock = ClockFixed
		if child.clock != ClockFixed {
			c.fixedTime = p.fixedTime
		}
	}
	if p.random == RandomSeeded {
		c.random = RandomSeeded
		if child.random != RandomSeeded {
			c.seed = p.seed
		}
	}
	return c
}

// joinLayers returns a fresh slice: appending to the parent's could overwrite a sibling's layers.
func joinLayers[L any](parent, child []L) []L {
	if len(parent) == 0 {
		return child
	}
	if len(child) == 0 {
		return parent
	}
	return append(append(make([]L, 0, len(parent)+len(child)), parent...), child...)
}

// Everything reports whether p is Inherit: no operation is asked about at all.
func (p *Policy) Everything() bool { return p != nil && p.everything }

// AllFiles reports whether every file may be read and written, so that paths need no confinement.
func (p *Policy) AllFiles() bool { return p != nil && p.read.all && p.write.all }

// Clock returns which clock is granted, and the time at which a fixed one starts.
func (p *Policy) Clock() (Clock, int64) {
	if p == nil {
		return ClockReal, 0
	}
	return p.clock, p.fixedTime
}

// Random returns which randomness is granted, and the seed of a deterministic one.
func (p *Policy) Random() (Random, uint64) {
	if p == nil {
		return RandomReal, 0
	}
	return p.random, p.seed
}

// Child returns nil if creating a child interpreter is granted.
func (p *Policy) Child() error {
	if p != nil && p.children {
		return nil
	}
	return &Denied{Op: "creating an interpreter", Grant: "children=True", Flag: "--allow-children"}
}

// Process returns nil if op, something that acts on the whole process or on others (a signal to a foreign process,
// resource limits), is granted; only Inherit grants these.
func (p *Policy) Process(op, target string) error {
	if p.Everything() {
		return nil
	}
	return &Denied{Op: op, Target: target, Grant: "policy=Policy.inherit()", Flag: "running without viv run"}
}

// Read returns nil if the absolute path may be read.
func (p *Policy) Read(abs string) error {
	_, err := p.ReadRoot(abs)
	return err
}

// Write returns nil if the absolute path may be created, changed or removed.
func (p *Policy) Write(abs string) error {
	_, err := p.WriteRoot(abs)
	return err
}

// ReadRoot returns the root under which abs may be read; nil and no error when all files may be.
func (p *Policy) ReadRoot(abs string) (*Root, error) {
	if p != nil {
		if p.read.all {
			return nil, nil
		}
		if r := p.read.find(abs); r != nil {
			return r, nil
		}
	}
	return nil, deniedPath("read", abs)
}

// WriteRoot returns the root under which abs may be written; nil and no error when all files may be.
func (p *Policy) WriteRoot(abs string) (*Root, error) {
	if p != nil {
		if p.write.all {
			return nil, nil
		}
		if r := p.write.find(abs); r != nil {
			return r, nil
		}
	}
	return nil, deniedPath("write", abs)
}

// ImportRoot returns the root from which abs may be imported: one of the import roots or, failing that, of the read
// roots; nil and no error when all files may be.
func (p *Policy) ImportRoot(abs string) (*Root, error) {
	if p != nil {
		if p.imports.all || p.read.all {
			return nil, nil
		}
		if r := p.imports.find(abs); r != nil {
			return r, nil
		}
		if r := p.read.find(abs); r != nil {
			return r, nil
		}
	}
	return nil, deniedPath("import", abs)
}

// StatRoot returns the root under which abs may be looked at (not read): any root of any kind.
func (p *Policy) StatRoot(abs string) (*Root, error) {
	if p != nil {
		if p.read.all || p.write.all {
			return nil, nil
		}
		for _, rs := range []*roots{&p.read, &p.write, &p.imports} {
			if r := rs.find(abs); r != nil {
				return r, nil
			}
		}
	}
	return nil, deniedPath("read", abs)
}

// Knows reports whether abs lies under or above some granted root, so that its name is no secret to the interpreter.
func (p *Policy) Knows(abs string) bool {
	if p == nil {
		return false
	}
	for _, rs := range []*roots{&p.read, &p.write, &p.imports} {
		if rs.all {
			return true
		}
		for _, r := range rs.list {
			if Within(r.Path, abs) || Within(abs, r.Path) {
				return true
			}
		}
	}
	return false
}

// Env returns nil if the process's environment variable may be seen.
func (p *Policy) Env(name string) error {
	if p != nil && allNames(p.env, func(l *namesLayer) bool { return l.glob(name) }) {
		return nil
	}
	return &Denied{Op: "environment variable", Target: name, Grant: "env=[" + Quote(name) + "]", Flag: "--allow-env=" + name}
}

// Run returns nil if the program at the absolute path may be started. lookup resolves a bare granted name to the
// program that it means; it may be nil.
func (p *Policy) Run(abs string, lookup func(name string) string) error {
	if p != nil && allNames(p.run, func(l *namesLayer) bool { return l.program(abs, lookup) }) {
		return nil
	}
	return &Denied{Op: "running", Target: abs, Grant: "run=[" + Quote(abs) + "]", Flag: "--allow-run=" + abs}
}

// RunsAny reports whether any program may be started.
func (p *Policy) RunsAny() bool { return p != nil && len(p.run) == 0 }

// Module returns nil if the module may be imported, itself or as a submodule of a granted one.
func (p *Policy) Module(name string) error {
	if p == nil || allNames(p.modules, func(l *namesLayer) bool { return l.module(name) }) {
		return nil
	}
	return &Denied{Op: "module", Target: name, Grant: "modules=[" + Quote(name) + "]", Flag: "--allow-module=" + name}
}

// FewModules reports whether Module denies any module at all.
func (p *Policy) FewModules() bool { return p != nil && len(p.modules) > 0 }

// namesLayer is one list of granted names.
type namesLayer struct{ names []string }

// neverNamed are the characters that no name of a kind has: a grant with one of them would grant nothing, unnoticed.
var neverNamed = map[string]string{"env": "=\x00", "run": "\x00", "module": "/\\*= \t\n\x00"}

func namesLayers(kind string, names []string) ([]namesLayer, error) {
	all := false
	for _, n := range names {
		if n == "*" {
			all = true
		} else if n == "" || strings.ContainsAny(n, neverNamed[kind]) || kind == "env" && strings.Contains(n[:len(n)-1], "*") {
			return nil, fmt.Errorf("invalid %s grant: %s", kind, Quote(n))
		}
	}
	if all {
		return nil, nil
	}
	l := namesLayer{names: append([]string(nil), names...)}
	if kind == "run" {
		for i, n := range l.names {
			if strings.Contains(n, "/") {
				l.names[i] = path.Clean(n)
			}
		}
	}
	sort.Strings(l.names)
	return []namesLayer{l}, nil
}

func allNames(layers []namesLayer, ok func(*namesLayer) bool) bool {
	for i := range layers {
		if !ok(&layers[i]) {
			return false
		}
	}
	return true
}

func (l *namesLayer) glob(name string) bool {
	for _, n := range l.names {
		if n == name {
			return true
		}
		if rest, ok := strings.CutSuffix(n, "*"); ok && strings.HasPrefix(name, rest) {
			return true
		}
	}
	return false
}

func (l *namesLayer) module(name string) bool {
	for _, n := range l.names {
		if n == name || strings.HasPrefix(name, n) && name[len(n)] == '.' {
			return true
		}
		// importing a granted submodule imports its packages first
		if strings.HasPrefix(n, name) && n[len(name)] == '.' {
			return true
		}
	}
	return false
}

func (l *namesLayer) program(abs string, lookup func(string) string) bool {
	for _, n := range l.names {
		if n == abs {
			return true
		}
		if lookup != nil && !strings.Contains(n, "/") && lookup(n) == abs {
			return true
		}
	}
	return false
}

// ImportDirs are the paths that are granted for import, unless all are.
func (p *Policy) ImportDirs() (dirs []string) {
	if p == nil {
		return nil
	}
	for _, r := range p.imports.list {
		dirs = append(dirs, r.Path)
	}
	return dirs
}

// Roots returns every granted file and folder, of all kinds.
func (p *Policy) Roots() []*Root {
	if p == nil {
		return nil
	}
	var all []*Root
	for _, rs := range []*roots{&p.read, &p.write, &p.imports} {
		all = append(all, rs.list...)
	}
	return all
}

// FileRoots gives the paths of the granted files and folders; "/" is everything. Those for import are among the first.
func (p *Policy) FileRoots() (read, write []string) {
	if p == nil {
		return nil, nil
	}
	add := func(to []string, rs *roots) []string {
		if rs.all {
			return append(to, "/")
		}
		for _, r := range rs.list {
			to = append(to, r.Path)
		}
		return to
	}
	return add(add(nil, &p.read), &p.imports), add(nil, &p.write)
}

// RunsNone reports that no program may be started.
func (p *Policy) RunsNone() bool {
	if p == nil {
		return true
	}
	for _, l := range p.run {
		if len(l.names) == 0 {
			return true
		}
	}
	return false
}

// NetNone reports that no address may be reached.
func (p *Policy) NetNone() bool {
	if p == nil {
		return true
	}
	for _, l := range p.net {
		if !l.all && len(l.pats) == 0 {
			return true
		}
	}
	return false
}
