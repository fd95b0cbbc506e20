// Survival: curves with their intervals, and how many are at risk.

function showSurvival(host, s) {
  const box = make("div"), percent = x => x == null ? "" : (100 * x).toFixed(1) + " %";
  const bands = make("input", {type: "checkbox", checked: true});
  host.append(make("h3", {}, s.title + ": curves"), make("p", {}, s.note),
    make("div", {class: "tools"}, make("label", {}, bands, "show intervals of 95 %")), box);
  const show = () => {
    plots.delete(box.draw);
    box.draw = plot(box, {name: s.title + ", survival curves", x: s.times, at: -1, stepped: true, axis: s.time,
      hint: "point at a time", place: i => s.times[i] + " (" + s.time.toLowerCase() + ")", ticks: s.ticks,
      heads: ["survival", "95 % interval", "at risk"], rangeY: [0, 1.02], format: y => Math.round(100 * y) + " %",
      rangeX: [Math.min(0, s.times[0]), s.times[s.times.length - 1] || 1], height: 380,
      curves: s.curves.map(c => ({name: c.name, label: c.label, color: c.color, y: c.survival,
        low: bands.checked ? c.low : null, high: c.high,
        cells: i => c.survival[i] == null ? ["", "", String(c.risk[i])] : [percent(c.survival[i]),
          c.low[i] == null ? "not known" : percent(c.low[i]) + " to " + percent(c.high[i]), String(c.risk[i])]})),
      marks: u => censored(u, s)});
  };
  bands.addEventListener("change", show);
  show();
  const risk = make("table", {}, make("caption", {}, "Number at risk"), make("thead", {}, make("tr", {},
    make("th", {scope: "col"}, s.time), ...s.ticks.map(t => make("th", {scope: "col", class: "number"}, String(t))))),
  make("tbody", {}, ...s.curves.map(c => make("tr", {}, make("th", {scope: "row"}, c.name),
    ...c.at_ticks.map(n => make("td", {class: "number"}, String(n)))))));
  host.append(wide("Number at risk", risk));
  host.append(make("p", {class: "note"}, s.all > s.times.length ? "The curves are drawn at " + s.times.length + " of " +
    s.all + " times: all of the last, and some of those before. All are in survival_curves.tsv." :
    "Ticks: times at which a patient's observation ends without an event."));
}

// censored draws a tick where somebody's observation ends.
function censored(u, s) {
  const ratio = devicePixelRatio || 1;
  s.curves.forEach((c, k) => {
    u.ctx.fillStyle = c.color;
    for (const i of c.censored) {
      u.ctx.fillRect(u.valToPos(s.times[i], "x", true) - ratio / 2, u.valToPos(c.survival[i], "y", true) - 5 * ratio,
        ratio, 10 * ratio);
    }
  });
}
