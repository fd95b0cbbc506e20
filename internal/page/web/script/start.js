// What happens when the page is opened.

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

const drawCurves = () => { for (const draw of plots) draw(); };

at("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
  root.dataset.theme = dark ? "light" : "dark";
  drawCurves();
});
prefersDark.addEventListener("change", drawCurves);

let resized; // a timer, as a window that is drawn wider tells it many times
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => { drawCurves(); watchWide(); }, 100);
});

// Tables that are wider than their place can be moved by keys; others are no stop on the way.
function watchWide() {
  for (const e of document.querySelectorAll(".wide")) {
    if (e.scrollWidth > e.clientWidth) e.tabIndex = 0;
    else e.removeAttribute("tabindex");
  }
}

// watchParts marks where in the report a reader is.
function watchParts() {
  const links = new Map([...document.querySelectorAll("nav a")].map(a => [a.hash.slice(1), a])), seen = new Set();
  const watcher = new IntersectionObserver(all => {
    for (const e of all) {
      if (e.isIntersecting) seen.add(e.target.id);
      else seen.delete(e.target.id);
    }
    let found = false;
    for (const [id, a] of links) {
      if (!found && seen.has(id)) a.setAttribute("aria-current", "true");
      else a.removeAttribute("aria-current");
      found = found || seen.has(id);
    }
  }, {rootMargin: "-10% 0px -60% 0px"});
  for (const id of links.keys()) watcher.observe(document.getElementById(id));
}

showMaps(at("maps"));
for (const host of document.querySelectorAll("[data-table]")) showTable(host, data.tables[host.dataset.table]);
for (const host of document.querySelectorAll("[data-figure]")) showFigure(host, data.figures[host.dataset.figure]);
for (const host of document.querySelectorAll("[data-chart]")) showChart(host, data.charts[host.dataset.chart]);
const lives = {survival: showSurvival, flows: showFlows, measures: showMeasures};
for (const host of document.querySelectorAll("[data-live]")) {
  const one = data.live[host.dataset.live];
  lives[one.kind](host, one);
}
watchFind();
watchWide();
watchParts();
document.documentElement.dataset.ready = "yes";
