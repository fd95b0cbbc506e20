// The map of the consensus: how it is drawn.

const map = {rank: data.ranks[data.chosen], x: 0, y: 0, size: 1, i: -1, j: -1, marked: -1, strip: -1};
const groupsOf = r => r.samples.columns[1];

// strips are the colours beside the map: subtypes, and a column that was asked for.
function strips() {
  const r = map.rank, groups = groupsOf(r);
  const all = [row => groups[row] ? data.palette[groups[row][1]] : "#dddddd"];
  if (map.strip >= 0) all.push(colorsOf(map.strip).at);
  return all;
}

// colorsOf gives the colours of a column of the table of samples, and their legend.
function colorsOf(i) {
  const f = people.fields[i], values = personOf.map(person => people.columns[i][person]);
  const some = values.filter(v => v != null), none = "#dddddd";
  if (f.kind === "group") return {at: row => values[row] ? data.palette[values[row][1]] : none, legend: []};
  const numbers = some.map(number);
  const levels = [...new Set(some.map(v => written(f, v)))];
  if (levels.length > 6 && numbers.every(x => !isNaN(x))) {
    let low = Infinity, high = -Infinity;
    for (const x of numbers) { low = Math.min(low, x); high = Math.max(high, x); }
    const at = x => `rgb(${Math.round(255 - 30 * x)},${Math.round(245 - 165 * x)},${Math.round(230 - 215 * x)})`;
    return {at: row => values[row] == null ? none : at((number(values[row]) - low) / (high - low || 1)),
      legend: [[at(0), String(low)], [at(1), String(high)]]};
  }
  levels.sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
  const color = v => {
    const k = f.kind === "class" ? -1 : levels.indexOf(v);
    return k < 0 ? null : data.categories[k % data.categories.length];
  };
  return {at: row => values[row] == null ? none : color(written(f, values[row])) || none,
    legend: levels.slice(0, 20).map(v => [color(v) || none, v]), more: levels.length - 20};
}

const thick = 12; // of a strip, in CSS pixels

function drawMap() {
  const r = map.rank, n = r.order.length, canvas = map.canvas, ratio = devicePixelRatio || 1;
  const side = Math.max(50, canvas.clientWidth || 600);
  if (canvas.width !== Math.round(side * ratio)) canvas.width = canvas.height = Math.round(side * ratio);
  const ctx = canvas.getContext("2d"), beside = strips(), edge = thick * beside.length + 2, room = side - edge;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, side, side);
  const cell = room / map.size;
  Object.assign(map, {cell, edge, side});
  ctx.imageSmoothingEnabled = cell < 1;
  ctx.drawImage(painted(r), map.x, map.y, map.size, map.size, edge, edge, room, room);
  const from = Math.floor(map.y), to = Math.min(n, Math.ceil(map.y + map.size));
  const left = Math.floor(map.x), right = Math.min(n, Math.ceil(map.x + map.size));
  const ends = from => [Math.max(edge, Math.floor(edge + from * cell)),
    Math.min(side, Math.ceil(edge + (from + 1) * cell))];
  beside.forEach((color, s) => {
    for (let i = from; i < to; i++) {
      ctx.fillStyle = color(r.order[i]);
      const [y, end] = ends(i - map.y);
      ctx.fillRect(s * thick, y, thick - 1, end - y);
    }
    for (let j = left; j < right; j++) {
      ctx.fillStyle = color(r.order[j]);
      const [x, end] = ends(j - map.x);
      ctx.fillRect(x, s * thick, end - x, thick - 1);
    }
  });
  ctx.save();
  ctx.beginPath();
  ctx.rect(edge, edge, room, room);
  ctx.clip();
  frames(ctx, r, edge, cell);
  const cross = (i, color) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.5;
    const y = edge + (i - map.y) * cell, x = edge + (i - map.x) * cell, w = Math.max(cell, 2);
    ctx.strokeRect(edge - 3, y, room + 6, w);
    ctx.strokeRect(x, edge - 3, w, room + 6);
  };
  if (map.marked >= 0) cross(map.marked, "#d55e00");
  if (map.i >= 0) {
    ctx.strokeStyle = "#000000";
    ctx.lineWidth = 2;
    ctx.strokeRect(edge + (map.j - map.x) * cell - 1, edge + (map.i - map.y) * cell - 1, cell + 2, cell + 2);
  }
  ctx.restore();
}

// frames are drawn around subtypes whose samples stand side by side.
function frames(ctx, r, edge, cell) {
  const groups = groupsOf(r), n = r.order.length, of = i => groups[r.order[i]] ? groups[r.order[i]][0] : -1;
  ctx.strokeStyle = "#222222";
  ctx.lineWidth = 1;
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && of(to) === of(from)) to++;
    const w = (to - from) * cell;
    if (to - from > 1) ctx.strokeRect(edge + (from - map.x) * cell, edge + (from - map.y) * cell, w, w);
    from = to;
  }
}
