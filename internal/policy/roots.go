// Granted folders and files, as lexical path prefixes.
// Invariant: paths are absolute and clean, and a root below another that somebody else may write to is always opened
// through that one (Via), so that planting a symbolic link never widens a grant.
package policy

import (
	"fmt"
	"path"
	"sort"
	"strings"
)

// Root is one granted file or folder.
type Root struct {
	Path string   // absolute and clean
	Via  []string // wider roots, outermost first, through which Path has to be opened
}

type roots struct {
	all  bool
	list []*Root // longest path first
}

func newRoots(kind string, paths []string, dir string) (roots, error) {
	var rs roots
	seen := map[string]bool{}
	for _, p := range paths {
		if p == "*" {
			return roots{all: true}, nil
		}
		if p == "" || strings.IndexByte(p, 0) >= 0 {
			return rs, fmt.Errorf("invalid %s grant: %s", kind, Quote(p))
		}
		if p[0] != '/' {
			if dir == "" || dir[0] != '/' {
				return rs, fmt.Errorf("invalid %s grant: %s is not an absolute path", kind, Quote(p))
			}
			p = dir + "/" + p
		}
		p = path.Clean(p)
		if !seen[p] {
			seen[p] = true
			rs.list = append(rs.list, &Root{Path: p})
		}
	}
	rs.sort()
	return rs, nil
}

func (rs *roots) sort() {
	sort.SliceStable(rs.list, func(i, j int) bool {
		a, b := rs.list[i].Path, rs.list[j].Path
		if len(a) != len(b) {
			return len(a) > len(b)
		}
		return a < b
	})
}

// chainBelow makes every root that lies below a writable one be opened through it. It replaces roots, never changes one:
// they are shared with other policies.
func (rs *roots) chainBelow(writable roots) {
	if rs.all || writable.all {
		return
	}
	list := make([]*Root, len(rs.list))
	for i, r := range rs.list {
		list[i] = r
		via := append([]string{}, r.Via...)
		for _, w := range writable.list {
			if w.Path != r.Path && Within(r.Path, w.Path) && !contains(via, w.Path) {
				via = append(via, w.Path)
			}
		}
		if len(via) != len(r.Via) {
			sort.Slice(via, func(i, j int) bool { return len(via[i]) < len(via[j]) }) // each is a prefix of the next
			list[i] = &Root{Path: r.Path, Via: via}
		}
	}
	rs.list = list
}

func contains(list []string, s string) bool {
	for _, t := range list {
		if t == s {
			return true
		}
	}
	return false
}

// find returns the longest root that holds abs.
func (rs *roots) find(abs string) *Root {
	for _, r := range rs.list {
		if Within(abs, r.Path) {
			return r
		}
	}
	return nil
}

// intersect returns the roots of a child below those of its parent.
func (rs roots) intersect(child roots) roots {
	if rs.all {
		return child
	}
	if child.all {
		return rs
	}
	var out roots
	seen := map[string]bool{}
	add := func(r *Root) {
		key := strings.Join(append(append([]string{}, r.Via...), r.Path), "\x00")
		if !seen[key] {
			seen[key] = true
			out.list = append(out.list, r)
		}
	}
	for _, c := range child.list {
		// The longest parent root above c is the narrowest grant that allows it.
		if p := rs.find(c.Path); p != nil {
			if p.Path == c.Path {
				add(p)
				continue
			}
			via := append(append([]string{}, p.Via...), p.Path)
			for _, v := range c.Via {
				if v != p.Path && Within(v, p.Path) {
					via = append(via, v)
				}
			}
			add(&Root{Path: c.Path, Via: via})
		}
	}
	for _, p := range rs.list {
		if c := child.find(p.Path); c != nil && c.Path != p.Path {
			add(p)
		}
	}
	out.sort()
	return out
}

// Within reports whether the clean absolute path p is root or lies below it.
func Within(p, root string) bool {
	if root == "/" {
		return strings.HasPrefix(p, "/")
	}
	return strings.HasPrefix(p, root) && (len(p) == len(root) || p[len(root)] == '/')
}
