// The consensus, counted from the groups of every run.

// counted are the counts of a rank: samples of the same groups in every run share one.
function counted(r) {
  if (r.counts) return r.counts;
  const n = r.order.length, seen = new Map(), of = new Uint32Array(n), profiles = [];
  for (let i = 0; i < n; i++) {
    let profile = "";
    for (let run = 0; run < r.runs; run++) profile += r.labels[run * n + i];
    if (!seen.has(profile)) {
      seen.set(profile, profiles.length);
      profiles.push(Uint16Array.from(profile, c => c.charCodeAt(0)));
    }
    of[i] = seen.get(profile);
  }
  const u = profiles.length, together = new Uint16Array(u * u);
  for (let a = 0; a < u; a++) {
    const x = profiles[a];
    together[a * u + a] = r.runs;
    for (let b = 0; b < a; b++) {
      const y = profiles[b];
      let c = 0;
      for (let run = 0; run < r.runs; run++) if (x[run] === y[run]) c++;
      together[a * u + b] = together[b * u + a] = c;
    }
  }
  r.counts = {n, u, of, at: (i, j) => together[of[i] * u + of[j]]};
  return r.counts;
}

// distribution is the share of pairs with a consensus up to b/100, for b from 0.
function distribution(r) {
  if (r.cdf) return r.cdf;
  const c = counted(r), hits = new Float64Array(r.runs + 1);
  const size = new Float64Array(c.u), first = new Uint32Array(c.u);
  for (let i = 0; i < c.n; i++) if (size[c.of[i]]++ === 0) first[c.of[i]] = i;
  for (let a = 0; a < c.u; a++) {
    hits[r.runs] += size[a] * (size[a] - 1) / 2;
    for (let b = 0; b < a; b++) hits[c.at(first[a], first[b])] += size[a] * size[b];
  }
  const pairs = c.n * (c.n - 1) / 2;
  r.cdf = [];
  let sum = 0, next = 0;
  for (let b = 0; b <= 100; b++) {
    while (next <= r.runs && next * 100 <= b * r.runs) sum += hits[next++];
    r.cdf.push(sum / pairs);
  }
  return r.cdf;
}

const hex = color => [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16));
const scale = data.scale.map(hex);

// painted is the map of a rank, a pixel a cell.
function painted(r) {
  if (r.picture) return r.picture;
  const c = counted(r), picture = make("canvas", {width: c.n, height: c.n});
  const image = new ImageData(c.n, c.n), pixels = new Uint32Array(image.data.buffer);
  const shades = Uint32Array.from({length: r.runs + 1}, (_, k) => {
    const [red, green, blue] = scale[Math.round(k / r.runs * (scale.length - 1))];
    return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
  });
  for (let i = 0; i < c.n; i++) for (let j = 0; j < c.n; j++) pixels[i * c.n + j] = shades[c.at(i, j)];
  picture.getContext("2d").putImageData(image, 0, 0);
  return r.picture = picture;
}
