// Pictures that came as SVG, and curves of measures.

function showFigure(host, svg) {
  if (!svg) {
    host.append(make("p", {class: "note"}, host.getAttribute("aria-label") +
      ": this picture is too large for the page. It is in report.xlsx, and in the folder figures."));
    return;
  }
  const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (drawn.localName !== "svg") return;
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", host.getAttribute("aria-label"));
  host.append(document.importNode(drawn, true));
}

const valueText = v => v == null ? "not known" : String(v);

// showChart draws the measures of a table, together or one by one.
function showChart(host, c) {
  const pick = make("select", {}, make("option", {value: ""}, "from 0 to 1, together"),
    ...c.curves.map((one, i) => make("option", {value: i}, one.name)));
  const box = make("div");
  host.append(make("h3", {}, c.title), make("div", {class: "tools"}, make("label", {}, "Curves: ", pick)), box);
  const show = () => {
    const together = pick.value === "", some = together ? c.curves.filter(one => one.shown) : [c.curves[pick.value]];
    plots.delete(box.draw);
    box.draw = plot(box, {name: together ? c.title : some[0].name, x: c.labels.map((_, i) => i), at: c.marked,
      place: i => c.labels[i], labels: i => c.labels[i], ticks: c.labels.map((_, i) => i), heads: ["value"],
      rangeX: [-0.3, c.labels.length - 0.7],
      rangeY: together ? (u, least, top) => [Math.min(0, least), Math.max(1, top)] : undefined,
      curves: some.map((one, i) => ({name: one.name, color: curveColors[i % curveColors.length], y: one.values,
        dots: true, cells: at => [valueText(one.values[at])]}))});
  };
  pick.addEventListener("change", show);
  show();
}

// showMeasures draws a panel for each measure along the ranks, with the value of the one pointed at.
function showMeasures(host, m) {
  const grid = make("div", {class: "panels"});
  host.append(make("h3", {}, m.title), grid);
  const first = m.ranks[0], last = m.ranks[m.ranks.length - 1], edge = Math.max(0.3, 0.04 * (last - first));
  for (const one of m.panels) {
    const box = make("div"), at = m.ranks.indexOf(one.marked);
    const against = one.bound ? ", against " + one.bound : "";
    const text = (value, low, high) => i => [valueText(value[i]) + (low && low[i] != null && high[i] != null ?
      " (" + low[i] + " to " + high[i] + ")" : "") + (value === one.values ? against : "")];
    const curves = [{name: one.title, color: curveColors[0], y: one.values, low: one.low, high: one.high, dots: true,
      cells: text(one.values, one.low, one.high)}];
    if (one.beside) {
      curves.push({name: "compared with", color: "#888888", dash: [4, 4], y: one.beside, low: one.from, high: one.to,
        cells: text(one.beside, one.from, one.to)});
    }
    grid.append(make("div", {class: "panel"}, make("h4", {}, one.title),
      make("p", {class: "note"}, one.note + (one.key ? "; " + one.key : "")), box));
    plot(box, {name: one.title, x: m.ranks, at, brief: true, heads: [], curves, height: 190, hint: "",
      place: i => m.axis === "k" ? "k = " + m.ranks[i] : m.axis + ": " + m.ranks[i],
      ticks: m.axis === "k" ? m.ranks : null, labels: m.axis === "k" ? String : null,
      axis: m.axis === "k" ? null : m.axis, rangeX: [first - edge, last + edge],
      rangeY: (u, least, top) => panelRange(one, least, top),
      marks: u => markPanel(u, one, m.ranks[at], one.values[at])});
  }
}

// panelRange is that of a panel: no small difference looks like a large one.
function panelRange(one, least, top) {
  if (least == null || top == null) return [0, 1];
  if (one.bound) [least, top] = [Math.min(least, one.bound), Math.max(top, one.bound)];
  if (one.top) return [Math.min(least, one.top - one.least), Math.max(top, one.top)];
  const more = Math.max(0, one.least - (top - least)) / 2, edge = (top - least + 2 * more || 1) * 0.08;
  return [least - more - edge, top + more + edge];
}

// markPanel draws what the values are held against, and the place that stands out.
function markPanel(u, one, x, y) {
  const {ctx} = u, ratio = devicePixelRatio || 1;
  if (one.bound) {
    const at = u.valToPos(one.bound, "y", true);
    ctx.save();
    ctx.strokeStyle = "#d55e00";
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(u.bbox.left, at);
    ctx.lineTo(u.bbox.left + u.bbox.width, at);
    ctx.stroke();
    ctx.restore();
  }
  if (y == null) return;
  ctx.fillStyle = "#d55e00";
  ctx.beginPath();
  ctx.arc(u.valToPos(x, "x", true), u.valToPos(y, "y", true), 6 * ratio, 0, 2 * Math.PI);
  ctx.fill();
}
