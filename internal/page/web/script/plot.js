// Curves over common places, with a table of their values at the place that is pointed at.

const plots = new Set(); // to be drawn anew when the colours or the width change
const styled = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const curveColors = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#b8a900", "#888888"];

// plot draws into a host, which it empties. p has a name; x, the places in order; place, the text of one by its
// number; at, the number of the place that the table begins with, or -1; heads of the table's columns behind the
// curve; curves with name, label, color, y, and cells, which gives the texts of a row. Further low and high, an
// interval; dash, width and dots of a curve; stepped; the range of x and y; ticks; format of y; height; marks, which
// draws more. Brief: a line in place of the table.
function plot(host, p) {
  const box = make("div", {class: "plot", tabindex: 0, role: "slider", "aria-label": p.name, "aria-valuemin": 0,
    "aria-valuemax": p.x.length - 1});
  const place = make("th", {scope: "col", class: "place"});
  const rows = p.curves.map(c => {
    const cells = p.heads.map(() => make("td", {class: "number"}));
    const shown = make("input", {type: "checkbox", checked: true});
    shown.addEventListener("change", () => { c.hidden = !shown.checked; draw(); });
    const swatch = make("span", {class: "swatch"});
    swatch.style.background = c.color;
    const label = p.curves.length > 1 ? make("label", {}, shown, swatch, c.label || c.name) :
      make("span", {}, swatch, c.label || c.name);
    return {cells, row: make("tr", {}, make("th", {scope: "row"}, label), ...cells)};
  });
  const table = make("table", {class: "reading"}, make("thead", {}, make("tr", {}, place,
    ...p.heads.map(h => make("th", {scope: "col", class: "number"}, h)))), make("tbody", {}, ...rows.map(r => r.row)));
  const line = make("p", {class: "brief"});
  host.replaceChildren(box, p.brief ? line : wide(p.name + ", values", table));
  let drawn = null, here = p.at;
  const read = i => {
    place.classList.toggle("hint", i < 0);
    place.textContent = i < 0 ? p.hint || "point at the curves" : p.place(i);
    const said = [];
    p.curves.forEach((c, k) => {
      const texts = i < 0 ? [] : c.cells(i);
      rows[k].cells.forEach((cell, j) => { cell.textContent = texts[j] || ""; });
      if (texts[0]) said.push((p.brief && !k ? "" : c.name + " ") + texts.join(", "));
    });
    line.textContent = i < 0 ? "" : p.place(i) + ": " + said.join("; ");
    box.setAttribute("aria-valuenow", Math.max(0, i));
    box.setAttribute("aria-valuetext", i < 0 ? "no place" : p.place(i) + ": " + (said.join("; ") || "nothing"));
  };
  const draw = () => {
    if (drawn) drawn.destroy();
    drawn = new lib.uPlot(optionsOf(p, box.clientWidth, i => read(i == null ? here : i)),
      [p.x, ...p.curves.flatMap(c => c.low ? [c.y, c.high, c.low] : [c.y])], box);
  };
  box.addEventListener("keydown", e => {
    const last = p.x.length - 1, many = Math.max(1, Math.round(last / 10));
    const to = {ArrowRight: here + 1, ArrowUp: here + 1, ArrowLeft: here - 1, ArrowDown: here - 1, Home: 0, End: last,
      PageUp: here + many, PageDown: here - many}[e.key];
    if (to == null) return;
    e.preventDefault();
    here = Math.min(last, Math.max(0, to));
    drawn.setCursor({left: drawn.valToPos(p.x[here], "x"), top: 10});
    read(here);
  });
  draw();
  read(here);
  plots.add(draw);
  return draw;
}

// optionsOf are those of uPlot.
function optionsOf(p, width, told) {
  const axis = {stroke: () => styled("--ink"), grid: {stroke: "#8884", width: 1}, ticks: {stroke: "#8888", width: 1},
    font: "12px system-ui, sans-serif"};
  const paths = p.stepped ? lib.uPlot.paths.stepped({align: 1}) : undefined;
  const series = [{}], bands = [];
  for (const c of p.curves) {
    const at = series.length, show = !c.hidden;
    series.push({show, stroke: c.color, width: c.width || 2, dash: c.dash, paths, points: {show: !!c.dots, size: 7}});
    if (!c.low) continue;
    series.push({show, paths, points: {show: false}}, {show, paths, points: {show: false}});
    bands.push({series: [at + 1, at + 2], fill: c.color + "2b"});
  }
  return {width: Math.max(220, width || 600), height: p.height || 320, series, bands, legend: {show: false},
    scales: {x: {time: false, range: p.rangeX}, y: {range: p.rangeY}}, cursor: {drag: {x: false, y: false}, y: false},
    axes: [{...axis, splits: p.ticks && (() => p.ticks), values: p.labels && ((u, all) => all.map(p.labels)),
      label: p.axis, labelSize: 18, labelFont: "12px system-ui, sans-serif", size: 32},
    {...axis, size: (u, texts) => texts ? 18 + 7 * Math.max(...texts.map(text => text.length)) : 50,
      values: p.format && ((u, all) => all.map(p.format))}],
    hooks: {setCursor: [u => told(u.cursor.left < 0 ? null : u.cursor.idx)], draw: p.marks ? [p.marks] : []}};
}
