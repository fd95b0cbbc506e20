# Reference values of scikit-learn (1.2.1): python3 agreement.py > agreement.tsv
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
i = range(1, 61)
for name, x, y in [("unlike", [a * a % 5 for a in i], [a % 4 for a in i]),
                   ("like", [a % 3 for a in i], [(a + (a % 7 == 0)) % 3 for a in i]),
                   ("same", [a % 3 for a in i], [2 - a % 3 for a in i]),
                   ("finer", [a % 2 for a in i], [a % 6 for a in i])]:
    print(name, " ".join(map(str, x)), " ".join(map(str, y)), repr(float(adjusted_rand_score(x, y))),
          repr(float(normalized_mutual_info_score(x, y))), sep="\t")
