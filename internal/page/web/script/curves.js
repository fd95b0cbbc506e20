// Pictures that came as SVG, and curves.

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

const curves = new Map(); // by their hosts: to be drawn anew when the colours change
const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();

// draw draws curves with uPlot into a host, which it empties.
function draw(host, options, values) {
  const axis = {stroke: ink, grid: {stroke: "#8884"}, ticks: {stroke: "#8888"}};
  const fill = () => {
    host.textContent = "";
    new lib.uPlot({...options, width: Math.min(760, Math.max(300, host.clientWidth || 600)), height: 320,
      axes: options.axes.map(a => ({...axis, ...a}))}, values, host);
  };
  fill();
  curves.set(host, fill);
}

function showChart(host, c) {
  const ranks = c.labels.map((_, i) => i);
  const pick = make("select", {"aria-label": "Another measure"}, make("option", {value: ""}, "from 0 to 1, together"),
    ...c.curves.map((one, i) => make("option", {value: i}, one.name)));
  const box = make("div");
  host.append(make("h3", {}, c.title), make("div", {class: "tools"}, make("label", {}, "Curves: ", pick)), box);
  const show = () => {
    const some = pick.value === "" ? c.curves.filter(one => one.shown) : [c.curves[pick.value]];
    draw(box, {
      scales: {x: {time: false, range: [-0.3, ranks.length - 0.7]},
        y: pick.value === "" ? {range: (u, least, top) => [Math.min(0, least), Math.max(1, top)]} : {}},
      axes: [{splits: () => ranks, values: () => c.labels}, {}],
      series: [{label: "at", value: (u, v) => v == null ? "" : c.labels[v]}, ...some.map((one, i) => ({
        label: one.name, stroke: curveColors[i % curveColors.length], width: 2, points: {show: true, size: 7},
        value: (u, v, s, at) => v != null ? String(v) : at == null ? "" : "not known"}))],
    }, [ranks, ...some.map(one => one.values)]);
  };
  pick.addEventListener("change", show);
  show();
}

const curveColors = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#b8a900", "#888888"];
