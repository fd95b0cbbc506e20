// What becomes of subtypes from one number of them to the next.

const svgSpace = "http://www.w3.org/2000/svg";

function makeSVG(tag, attributes, ...inside) {
  const e = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...inside);
  return e;
}

const flowLook = {wide: 92, room: 96, high: 300, gap: 14, head: 26, edge: 6};

// flowPlaces are the upper edges of the blocks, column by column.
function flowPlaces(f) {
  const total = f.columns[0].blocks.reduce((sum, b) => sum + b.size, 0), scale = flowLook.high / total;
  const heights = f.columns.map(c => flowLook.high + (c.blocks.length - 1) * flowLook.gap);
  const tall = Math.max(...heights);
  const tops = f.columns.map((c, i) => {
    let y = flowLook.head + (tall - heights[i]) / 2;
    return c.blocks.map(b => {
      const top = y;
      y += scale * b.size + flowLook.gap;
      return top;
    });
  });
  return {scale, tops, tall, left: i => flowLook.edge + i * (flowLook.wide + flowLook.room)};
}

// flowPath is the outline of a ribbon.
function flowPath(x, y, toX, toY, high) {
  const middle = (x + toX) / 2;
  return `M${x},${y}C${middle},${y},${middle},${toY},${toX},${toY}v${high}` +
    `C${middle},${toY + high},${middle},${y + high},${x},${y + high}Z`;
}

// flowShapes are all blocks and ribbons: an element, what it says, and which samples it holds.
function flowShapes(f) {
  const places = flowPlaces(f), shapes = [], leaving = new Map(), coming = new Map();
  const taken = (of, key, size) => {
    const was = of.get(key) || 0;
    of.set(key, was + size);
    return was * places.scale;
  };
  const sorted = [...f.ribbons].sort((a, b) => a.column - b.column || a.from - b.from || a.to - b.to);
  for (const r of sorted) {
    const [c, next] = [f.columns[r.column], f.columns[r.column + 1]], a = c.blocks[r.from], b = next.blocks[r.to];
    const y = places.tops[r.column][r.from] + taken(leaving, r.column + "/" + r.from, r.size);
    const toY = places.tops[r.column + 1][r.to] + taken(coming, r.column + "/" + r.to, r.size);
    const x = places.left(r.column) + flowLook.wide;
    shapes.push({e: makeSVG("path", {class: "ribbon", fill: r.color,
      d: flowPath(x, y, x + flowLook.room, toY, Math.max(1, places.scale * r.size))}), size: r.size,
    said: `${subtypeOf(a)} at ${c.heading} → ${subtypeOf(b)} at ${next.heading}: ${r.size} samples, ` +
      `${percentOf(r.size, a.size)} of the first and ${percentOf(r.size, b.size)} of the second`,
    of: [[c.heading, a], [next.heading, b]]});
  }
  f.columns.forEach((c, i) => c.blocks.forEach((b, j) => {
    const x = places.left(i), y = places.tops[i][j], high = places.scale * b.size;
    const e = makeSVG("g", {class: "block"},
      makeSVG("rect", {x, y, width: flowLook.wide, height: Math.max(1, high), fill: b.color}),
      makeSVG("text", {x: x + flowLook.wide / 2, y: y + high / 2 + 4, "text-anchor": "middle"}, b.label));
    shapes.push({e, size: b.size, said: `${subtypeOf(b)} at ${c.heading}: ${b.size} samples`, of: [[c.heading, b]]});
  }));
  return {shapes, places};
}

const percentOf = (n, of) => Math.round(100 * n / of) + " %";
const subtypeOf = block => block.label.split(":")[0];

// samplesOf are the rows of the samples that are in all of the blocks.
function samplesOf(of) {
  const within = of.map(([heading, block]) => {
    const r = data.ranks.find(r => "k = " + r.k === heading), name = subtypeOf(block);
    return row => r && groupsOf(r)[row] && groupName(groupsOf(r)[row]) === name;
  });
  return names.map((_, row) => row).filter(row => within.every(is => is(row)));
}

const mostListed = 60;

function showFlows(host, f) {
  const {shapes, places} = flowShapes(f), told = make("p", {class: "told"}), list = make("p", {class: "samples"});
  const width = places.left(f.columns.length - 1) + flowLook.wide + flowLook.edge;
  const svg = makeSVG("svg", {viewBox: `0 0 ${width} ${flowLook.head + places.tall + 8}`, class: "flows", tabindex: 0,
    role: "slider", "aria-label": f.title, "aria-valuemin": 0, "aria-valuemax": shapes.length - 1, "aria-valuenow": 0});
  svg.style.maxWidth = 1.25 * width + "px";
  f.columns.forEach((c, i) => svg.append(makeSVG("text", {x: places.left(i) + flowLook.wide / 2, y: 16,
    "text-anchor": "middle", class: c.marked ? "marked" : ""}, c.heading)));
  // Large ribbons first, so that small ones are seen.
  svg.append(...shapes.filter(s => s.of.length > 1).sort((a, b) => b.size - a.size).map(s => s.e),
    ...shapes.filter(s => s.of.length === 1).map(s => s.e));
  let here = -1, kept = -1;
  const hint = "Point at a subtype or a ribbon, or go on with the arrow keys. A click, or Enter, lists the samples.";
  const tell = i => {
    shapes.forEach((s, k) => s.e.classList.toggle("here", k === i));
    told.textContent = i < 0 ? hint : shapes[i].said + ".";
    svg.setAttribute("aria-valuenow", Math.max(0, i));
    svg.setAttribute("aria-valuetext", told.textContent);
  };
  const open = i => {
    kept = here = i;
    tell(i);
    const rows = samplesOf(shapes[i].of);
    list.replaceChildren(...rows.slice(0, mostListed).flatMap((row, k) => [k ? ", " : "", sampleButton(row)]),
      rows.length > mostListed ? ` and ${rows.length - mostListed} more: the table of samples has all.` : "");
  };
  shapes.forEach((s, i) => {
    s.e.addEventListener("pointerenter", () => tell(i));
    s.e.addEventListener("pointerleave", () => tell(kept));
    s.e.addEventListener("click", () => open(i));
  });
  svg.addEventListener("keydown", e => {
    const on = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[e.key];
    if (on) tell(here = (here + on + shapes.length) % shapes.length);
    else if (e.key === "Enter" && here >= 0) open(here);
    else return;
    e.preventDefault();
  });
  tell(-1);
  const heading = host.closest("section").querySelector("h2");
  if (!heading || heading.textContent !== f.title) host.append(make("h3", {}, f.title));
  host.append(make("p", {class: "note"}, f.note), wide(f.title, svg), told, list);
}
