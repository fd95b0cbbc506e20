package expr

// SignedWeight is the weight of a gene of the file, by one of its rows: where negative
// values were split, the weight of its up part minus that of its down part; else the
// weight of the row. A part that was zero everywhere has no row, and weight 0.
func (m *Matrix) SignedWeight(row int, weight func(row int) float64) float64 {
	w := weight(row)
	if m.Halves == nil {
		return w
	}
	h, other := m.Halves[row], 0.0
	if h.Other >= 0 {
		other = weight(h.Other)
	}
	if h.Sign < 0 {
		return other - w
	}
	return w - other
}

// Unsplit are the rows that stand for the genes of the file, in its order: one for each
// gene, the up part where it has two.
func (m *Matrix) Unsplit() []int {
	var rows []int
	for _, g := range m.GeneOrder {
		if m.Halves != nil && m.Halves[g].Sign < 0 && m.Halves[g].Other >= 0 {
			continue // stands with its up part
		}
		rows = append(rows, g)
	}
	return rows
}
