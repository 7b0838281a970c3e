// This file writes bzip2 streams.
package bzip2

// Encoder is one stream being made.
type Encoder struct {
	level int
	block []byte // with runs of four
	last  int
	run   int
	crc   uint32
	sum   uint32
	out   []byte
	acc   uint64
	nacc  uint
	any   bool
	ended bool
}

// NewEncoder makes an Encoder of a level from 1 to 9.
func NewEncoder(level int) *Encoder {
	return &Encoder{level: level, last: -1, crc: 0xFFFFFFFF}
}

// Ended says that the stream was closed.
func (e *Encoder) Ended() bool { return e.ended }

// Pending is how many bytes Take will give.
func (e *Encoder) Pending() int { return len(e.out) }

// Take gives the output so far.
func (e *Encoder) Take() []byte {
	b := e.out
	e.out = nil
	return b
}

func (e *Encoder) put(v uint64, n uint) {
	for n > 32 {
		e.put(v>>32, n-32)
		v, n = v&0xFFFFFFFF, 32
	}
	e.acc = e.acc<<n | v&(1<<n-1)
	for e.nacc += n; e.nacc >= 8; e.nacc -= 8 {
		e.out = append(e.out, byte(e.acc>>(e.nacc-8)))
	}
}

// flushRun writes the run that is open to the block.
func (e *Encoder) flushRun() {
	if e.run == 0 {
		return
	}
	for range min(e.run, 4) {
		e.block = append(e.block, byte(e.last))
	}
	if e.run >= 4 {
		e.block = append(e.block, byte(e.run-4))
	}
	e.run = 0
}

// Write compresses b; charge is asked before memory is taken, and poll now and then.
func (e *Encoder) Write(b []byte, charge func(int) error, poll func() error) error {
	limit := 100_000*e.level - 19
	for _, c := range b {
		if int(c) != e.last || e.run == 255 {
			e.flushRun()
			if len(e.block) >= limit-5 {
				if err := e.flushBlock(charge, poll); err != nil {
					return err
				}
			}
			e.last = int(c)
		}
		e.run++
		e.crc = update(e.crc, c)
	}
	return nil
}

func (e *Encoder) header() {
	if !e.any {
		e.any = true
		e.out = append(e.out, 'B', 'Z', 'h', byte('0'+e.level))
	}
}

// Close ends the stream.
func (e *Encoder) Close(charge func(int) error, poll func() error) error {
	e.ended = true
	e.flushRun()
	if len(e.block) > 0 {
		if err := e.flushBlock(charge, poll); err != nil {
			return err
		}
	}
	e.header()
	e.put(endMagic, 48)
	e.put(uint64(e.sum), 32)
	if e.nacc > 0 {
		e.put(0, 8-e.nacc)
	}
	return nil
}

func (e *Encoder) flushBlock(charge func(int) error, poll func() error) error {
	if err := charge(16 * len(e.block)); err != nil {
		return err
	}
	order, err := rotations(e.block, poll)
	if err != nil {
		return err
	}
	e.header()
	crc := ^e.crc
	e.sum = (e.sum<<1 | e.sum>>31) ^ crc
	e.crc, e.last = 0xFFFFFFFF, -1
	e.put(blockMagic, 48)
	e.put(uint64(crc), 32)
	e.put(0, 1)
	n := len(e.block)
	transformed := make([]byte, n)
	for i, p := range order {
		if p == 0 {
			e.put(uint64(i), 24)
			p = int32(n)
		}
		transformed[i] = e.block[p-1]
	}
	e.block = e.block[:0]
	if err := poll(); err != nil {
		return err
	}
	e.code(transformed)
	return poll()
}

// rotations sorts the rotations of b, doubling the length that is compared; it polls every round.
func rotations(b []byte, poll func() error) ([]int32, error) {
	n := len(b)
	order, rank, tmp, count := make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, max(n, 256)+1)
	for _, c := range b {
		count[int(c)+1]++
	}
	for i := 1; i <= 256; i++ {
		count[i] += count[i-1]
	}
	first := [257]int32{}
	copy(first[:], count[:257])
	for i, c := range b {
		order[count[c]] = int32(i)
		count[c]++
	}
	for i, c := range b {
		rank[i] = first[c] // the place of the first of its class
	}
	for k := 1; k < n; k *= 2 {
		if err := poll(); err != nil {
			return nil, err
		}
		// By the second half order is right already: stable placing by the first half remains.
		for i := range count[:n] {
			count[i] = 0
		}
		next := tmp
		for _, p := range order {
			q := p - int32(k)
			if q < 0 {
				q += int32(n)
			}
			c := rank[q]
			next[c+count[c]] = q
			count[c]++
		}
		if err := poll(); err != nil {
			return nil, err
		}
		order, tmp = next, order
		distinct, place := 0, int32(0)
		fresh := tmp
		var prevA, prevB int32 = -1, -1
		for i, p := range order {
			q := p + int32(k)
			if q >= int32(n) {
				q -= int32(n)
			}
			if a, b := rank[p], rank[q]; a != prevA || b != prevB {
				place, prevA, prevB = int32(i), a, b
				distinct++
			}
			fresh[p] = place
		}
		rank, tmp = fresh, rank
		if distinct == n {
			break
		}
	}
	return order, nil
}

// code writes the moved-to-front, Huffman-coded block.
func (e *Encoder) code(b []byte) {
	var used [256]bool
	for _, c := range b {
		used[c] = true
	}
	var front []byte
	var rows uint64
	for i := range 16 {
		for j := range 16 {
			if used[16*i+j] {
				rows |= 1 << (15 - i)
				front = append(front, byte(16*i+j))
			}
		}
	}
	e.put(rows, 16)
	for i := range 16 {
		if rows>>(15-i)&1 == 0 {
			continue
		}
		var cols uint64
		for j := range 16 {
			if used[16*i+j] {
				cols |= 1 << (15 - j)
			}
		}
		e.put(cols, 16)
	}
	alphabet := len(front) + 2
	syms := make([]uint16, 0, len(b)/2+16)
	zeros := 0
	flush := func() {
		for ; zeros > 0; zeros = (zeros - 1) / 2 {
			syms = append(syms, uint16((zeros-1)&1))
		}
	}
	for _, c := range b {
		if front[0] == c {
			zeros++
			continue
		}
		flush()
		j := 1
		for front[j] != c {
			j++
		}
		copy(front[1:j+1], front[:j])
		front[0] = c
		syms = append(syms, uint16(j+1))
	}
	flush()
	syms = append(syms, uint16(alphabet-1))

	tables := 6
	switch {
	case len(syms) < 200:
		tables = 2
	case len(syms) < 600:
		tables = 3
	case len(syms) < 1200:
		tables = 4
	case len(syms) < 2400:
		tables = 5
	}
	lens := make([][258]uint8, tables)
	// At first each table takes a part of the alphabet that is as frequent as the others'.
	var freq [258]int
	for _, s := range syms {
		freq[s]++
	}
	left, lo := len(syms), 0
	for t := range lens {
		want, hi, sum := left/(tables-t), lo, 0
		for hi < alphabet && (sum < want || hi == lo) {
			sum += freq[hi]
			hi++
		}
		for s := range alphabet {
			lens[t][s] = 15
			if s >= lo && s < hi {
				lens[t][s] = 1
			}
		}
		left, lo = left-sum, hi
	}
	groups := (len(syms) + groupSize - 1) / groupSize
	choice := make([]uint8, groups)
	for range 4 {
		counts := make([][258]int, tables)
		for g := range choice {
			part := syms[g*groupSize : min((g+1)*groupSize, len(syms))]
			best, cost := 0, 1<<30
			for t := range lens {
				c := 0
				for _, s := range part {
					c += int(lens[t][s])
				}
				if c < cost {
					best, cost = t, c
				}
			}
			choice[g] = uint8(best)
			for _, s := range part {
				counts[best][s]++
			}
		}
		for t := range lens {
			codeLengths(counts[t][:alphabet], lens[t][:alphabet])
		}
	}
	e.put(uint64(tables), 3)
	e.put(uint64(groups), 15)
	order := []uint8{0, 1, 2, 3, 4, 5}
	for _, t := range choice {
		j := 0
		for order[j] != t {
			j++
		}
		copy(order[1:j+1], order[:j])
		order[0] = t
		e.put(1<<(j+1)-2, uint(j+1))
	}
	codes := make([][258]uint32, tables)
	for t := range lens {
		l := &lens[t]
		cur := l[0]
		e.put(uint64(cur), 5)
		for _, x := range l[:alphabet] {
			for ; cur < x; cur++ {
				e.put(2, 2)
			}
			for ; cur > x; cur-- {
				e.put(3, 2)
			}
			e.put(0, 1)
		}
		code := uint32(0)
		for n := uint8(1); n <= maxCodeLen; n++ {
			for s, x := range l[:alphabet] {
				if x == n {
					codes[t][s] = code
					code++
				}
			}
			code <<= 1
		}
	}
	for g, t := range choice {
		for _, s := range syms[g*groupSize : min((g+1)*groupSize, len(syms))] {
			e.put(uint64(codes[t][s]), uint(lens[t][s]))
		}
	}
}

// codeLengths makes the lengths of a Huffman code of at most 17 bits; every symbol gets one.
func codeLengths(counts []int, lens []uint8) {
	n := len(counts)
	weight := make([]int, n, 2*n)
	for i, c := range counts {
		weight[i] = max(c, 1) << 8
	}
	for {
		parent := make([]int, 2*n)
		weight = weight[:n]
		var heap []int
		up := func(v int) {
			heap = append(heap, v)
			for i := len(heap) - 1; i > 0 && weight[heap[i]] < weight[heap[(i-1)/2]]; i = (i - 1) / 2 {
				heap[i], heap[(i-1)/2] = heap[(i-1)/2], heap[i]
			}
		}
		pop := func() int {
			v := heap[0]
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
			for i := 0; ; {
				c := 2*i + 1
				if c >= len(heap) {
					return v
				}
				if c+1 < len(heap) && weight[heap[c+1]] < weight[heap[c]] {
					c++
				}
				if weight[heap[i]] <= weight[heap[c]] {
					return v
				}
				heap[i], heap[c] = heap[c], heap[i]
				i = c
			}
		}
		for i := range n {
			up(i)
		}
		for len(heap) > 1 {
			a, b := pop(), pop()
			// The depth is in the low bits, so that of trees of one weight the flattest come first.
			weight = append(weight, (weight[a]&^255+weight[b]&^255)|(1+max(weight[a]&255, weight[b]&255)))
			v := len(weight) - 1
			parent[a], parent[b] = v, v
			up(v)
		}
		longest := 0
		for i := range n {
			l := 0
			for v := i; parent[v] != 0; v = parent[v] {
				l++
			}
			lens[i] = uint8(l)
			longest = max(longest, l)
		}
		if longest <= 17 {
			return
		}
		for i := range n {
			weight[i] = (1 + (weight[i]>>8)/2) << 8
		}
	}
}
