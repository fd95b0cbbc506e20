# Prints an expression matrix of m genes and n samples with planted groups, of whose values
# one in `missing` is NA (0: none). The same on every machine.
BEGIN {
  seed = 1
  printf "gene"
  for (j = 1; j <= n; j++) printf "\tP%05d", j
  print ""
  for (i = 1; i <= m; i++) {
    printf "G%05d", i
    for (j = 1; j <= n; j++) {
      seed = (seed * 16807) % 2147483647
      x = (1 + seed % 997 / 100) * ((i + j) % 4 == 0 ? 3 : 1)
      if (missing && seed % missing == 0) printf "\tNA"; else printf "\t%.3f", x
    }
    print ""
  }
}
