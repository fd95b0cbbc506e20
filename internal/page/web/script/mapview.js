// The map of the consensus: looked at closely, and what stands around it.

// zoom shows more or less of the map; the cell at (i, j) stays where it is.
function zoom(factor, i, j) {
  const n = map.rank.order.length;
  const size = Math.min(n, Math.max(Math.min(4, n), map.size * factor)), f = size / map.size;
  map.x = j - (j - map.x) * f;
  map.y = i - (i - map.y) * f;
  map.size = size;
  inside();
}

function inside() {
  const most = map.rank.order.length - map.size;
  map.x = Math.min(most, Math.max(0, map.x));
  map.y = Math.min(most, Math.max(0, map.y));
  drawMap();
}

// cellAt is the cell at a place of the canvas, with fractions.
function cellAt(e) {
  const box = map.canvas.getBoundingClientRect();
  return [(e.clientY - box.top - map.edge) / map.cell + map.y, (e.clientX - box.left - map.edge) / map.cell + map.x];
}

function tell(i, j) {
  const r = map.rank, n = r.order.length, groups = groupsOf(r);
  if (!(i >= 0 && j >= 0 && i < n && j < n)) {
    map.told.textContent = map.hint;
    return;
  }
  const who = k => names[r.order[k]] + (groups[r.order[k]] ? " (" + groupName(groups[r.order[k]]) + ")" : "");
  const c = counted(r).at(i, j);
  map.told.textContent = i === j ? who(i) : who(i) + " and " + who(j) + ": together in " + c + " of " + r.runs +
    (r.runs === 1 ? " run" : " runs") + ", consensus " + (c / r.runs).toFixed(3);
}

// point marks a cell, so that it stays when the pointer leaves.
function point(i, j) {
  const n = map.rank.order.length;
  [map.i, map.j] = i >= 0 && j >= 0 && i < n && j < n ? [i, j] : [-1, -1];
  tell(map.i, map.j);
  drawMap();
}

function watchMap(canvas) {
  let dragged = null;
  canvas.addEventListener("wheel", e => {
    // A reader who goes down the page must not be held up by the map.
    if (document.activeElement !== canvas && !e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    zoom(Math.exp(Math.max(-1, Math.min(1, e.deltaY / 300))), ...cellAt(e));
  }, {passive: false});
  canvas.addEventListener("pointerdown", e => {
    dragged = {e, x: map.x, y: map.y};
    canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener("pointermove", e => {
    if (dragged) {
      map.x = dragged.x - (e.clientX - dragged.e.clientX) / map.cell;
      map.y = dragged.y - (e.clientY - dragged.e.clientY) / map.cell;
      inside();
      return;
    }
    tell(...cellAt(e).map(Math.floor));
  });
  canvas.addEventListener("pointerup", e => {
    const still = dragged && Math.hypot(e.clientX - dragged.e.clientX, e.clientY - dragged.e.clientY) < 4;
    dragged = null;
    if (still) point(...cellAt(e).map(Math.floor));
  });
  canvas.addEventListener("pointercancel", () => { dragged = null; });
  canvas.addEventListener("pointerleave", () => tell(map.i, map.j));
  canvas.addEventListener("dblclick", e => zoom(0.5, ...cellAt(e)));
  canvas.addEventListener("keydown", keys);
}

const moves = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};

function keys(e) {
  const n = map.rank.order.length, move = moves[e.key];
  if (move) {
    [map.i, map.j] = map.i < 0 ? [Math.floor(map.y), Math.floor(map.x)] :
      [map.i + move[0], map.j + move[1]].map(k => Math.min(n - 1, Math.max(0, k)));
    map.y = Math.min(map.i, Math.max(map.i + 1 - map.size, map.y));
    map.x = Math.min(map.j, Math.max(map.j + 1 - map.size, map.x));
    tell(map.i, map.j);
    say(map.told.textContent);
    inside();
  } else if (e.key === "+" || e.key === "=" || e.key === "-") {
    zoom(e.key === "-" ? 2 : 0.5, map.i < 0 ? map.y + map.size / 2 : map.i, map.i < 0 ? map.x + map.size / 2 : map.j);
  } else if (e.key === "0" || e.key === "Home") {
    whole();
  } else if (e.key === "Enter" && map.i >= 0) {
    showSample(map.rank.order[map.i]);
  } else if (e.key === "Escape") {
    map.i = map.j = -1;
    drawMap();
  } else return;
  e.preventDefault();
}

function whole() {
  Object.assign(map, {x: 0, y: 0, size: map.rank.order.length});
  drawMap();
}

function showRank(r) {
  map.rank = r;
  map.i = map.j = -1;
  map.marked = map.person == null ? -1 : r.order.indexOf(map.person);
  map.name.textContent = r.title;
  map.note.textContent = r.note;
  map.canvas.setAttribute("aria-label", r.title + ", a map of " + r.order.length + " samples. " + map.hint);
  tell(-1, -1);
  legend();
  whole();
}

function legend() {
  const groups = groupsOf(map.rank), sizes = new Map();
  for (const g of groups) if (g) sizes.set(g[0], [g[1], (sizes.get(g[0]) || [0, 0])[1] + 1]);
  const entry = (color, text) => {
    const s = make("span", {class: "swatch"});
    s.style.background = color;
    return make("span", {}, s, text);
  };
  const ramp = make("canvas", {width: scale.length, height: 1, "aria-hidden": "true"}), ctx = ramp.getContext("2d");
  data.scale.forEach((color, i) => { ctx.fillStyle = color; ctx.fillRect(i, 0, 1, 1); });
  map.legend.replaceChildren(make("span", {}, "never together ", ramp, " together in every run"),
    ...[...sizes.keys()].sort((a, b) => a - b).map(q => entry(data.palette[sizes.get(q)[0]],
      "S" + (q + 1) + ": " + sizes.get(q)[1])));
  if (map.strip >= 0) {
    const colors = colorsOf(map.strip);
    map.legend.append(make("strong", {}, people.fields[map.strip].head + ":"),
      ...colors.legend.map(([color, text]) => entry(color, text)));
    if (colors.more > 0) map.legend.append("and " + colors.more + " more");
  }
}

function showMaps(host) {
  map.hint = "Point at a cell. After a click the wheel zooms, as do + and −; dragging moves, arrow keys go from " +
    "cell to cell, 0 shows all.";
  const choose = make("select", {id: "rank", onchange: e => showRank(data.ranks[e.target.value])},
    ...data.ranks.map((r, i) => make("option", {value: i, selected: i === data.chosen}, "k = " + r.k +
      (i === data.chosen ? ", shown in the report" : ""))));
  const strip = make("select", {onchange: e => { map.strip = Number(e.target.value); legend(); drawMap(); }},
    make("option", {value: -1}, "nothing"),
    ...people.fields.map((f, i) => i < 2 || f.kind === "name" ? null : make("option", {value: i}, f.head)));
  map.name = make("h3");
  map.note = make("p", {class: "note"});
  map.told = make("p", {class: "told"});
  map.legend = make("div", {class: "legend"});
  map.canvas = make("canvas", {id: "map", tabindex: 0, role: "img"});
  const button = (text, act) => make("button", {type: "button", onclick: act}, text);
  const middle = () => [map.y + map.size / 2, map.x + map.size / 2];
  host.append(make("div", {class: "tools"}, make("label", {}, "Subtypes: ", choose),
    make("label", {}, "beside them show: ", strip), button("+", () => zoom(0.5, ...middle())),
    button("−", () => zoom(2, ...middle())), button("All", whole)),
  map.name, map.note, make("div", {class: "map"}, map.canvas), map.told, map.legend);
  watchMap(map.canvas);
  showRank(map.rank);
  addEventListener("resize", drawMap);
  const cdf = make("div", {class: "chart"});
  host.append(make("h3", {}, "Distribution of the consensus"), make("p", {class: "note"},
    "Share of the pairs of samples with a consensus up to each value. Flat between 0 and 1: samples nearly always, " +
    "or nearly never, came together."), cdf);
  const places = Array.from({length: 101}, (_, b) => b / 100);
  plot(cdf, {name: "Distribution of the consensus", x: places, at: -1, heads: ["share of the pairs"], stepped: true,
    place: i => "consensus up to " + places[i].toFixed(2), rangeX: [0, 1], rangeY: [0, 1.01], axis: "consensus",
    hint: "point at a consensus",
    curves: data.ranks.map((r, i) => ({name: "k = " + r.k, color: curveColors[i % curveColors.length],
      width: i === data.chosen ? 3 : 1.5, dash: i < curveColors.length ? [] : [6, 4], y: distribution(r),
      cells: b => [distribution(r)[b].toFixed(3)]}))});
}
