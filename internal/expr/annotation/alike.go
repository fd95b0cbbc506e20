package annotation

// Alike finds for each sample which of several names is its own: the same, another spelling of
// it as programs make them, or a TCGA barcode of the same sample; a barcode of a patient where no
// other sample is of that patient. −1: none. respelt are pairs in other spellings, in words. No
// name is given twice.
func Alike(samples, names []string) (of []int, respelt []string) {
	m := newMatcher(samples).match(names, func(int) bool { return false })
	claims := map[int]int{}
	for _, i := range m.name {
		claims[i]++
	}
	of = m.name
	for j, i := range of {
		if i < 0 || claims[i] > 1 {
			of[j] = -1
			continue
		}
		if m.how[j] == whole {
			respelt = append(respelt, pair(samples[j], names[i]))
		}
	}
	return of, append(m.respelt, respelt...)
}
