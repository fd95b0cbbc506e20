// What happens when the page is opened.

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

const drawCurves = () => { for (const fill of curves.values()) fill(); };

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
  resized = setTimeout(drawCurves, 100);
});

showMaps(at("maps"));
for (const host of document.querySelectorAll("[data-table]")) showTable(host, data.tables[host.dataset.table]);
for (const host of document.querySelectorAll("[data-figure]")) showFigure(host, data.figures[host.dataset.figure]);
for (const host of document.querySelectorAll("[data-chart]")) showChart(host, data.charts[host.dataset.chart]);
watchFind();
document.documentElement.dataset.ready = "yes";
