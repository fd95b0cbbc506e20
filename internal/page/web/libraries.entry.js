// What the page takes from its libraries; "npm ci && npm run build" makes libraries.js of it.
import {FilterModule, FormatModule, SortModule, Tabulator} from "tabulator-tables";
import uPlot from "uplot";

Tabulator.registerModule([FilterModule, FormatModule, SortModule]);

export {Tabulator, uPlot};
