// This file keeps the text of what Go ran, so that tracebacks show its lines.

package vivarium

import "sync"

// sourceCache holds the sources run last, by file name.
type sourceCache struct {
	mu    sync.Mutex
	order []string
	text  map[string]string
}

// maxSources and maxSourceSize bound what is kept for tracebacks.
const (
	maxSources    = 32
	maxSourceSize = 256 << 10
)

func (c *sourceCache) add(name string, src []byte) {
	if len(src) > maxSourceSize {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.text == nil {
		c.text = map[string]string{}
	}
	if _, ok := c.text[name]; !ok {
		if len(c.order) == maxSources {
			delete(c.text, c.order[0])
			c.order = c.order[1:]
		}
		c.order = append(c.order, name)
	}
	c.text[name] = string(src)
}

func (c *sourceCache) each(f func(name, text string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for n, s := range c.text {
		f(n, s)
	}
}

func (c *sourceCache) empty() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.text) == 0
}
