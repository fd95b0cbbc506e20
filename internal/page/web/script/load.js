// What every part uses: elements and texts. Every text goes in as text: nothing makes markup of it.

const at = id => document.getElementById(id);

// make is an element with attributes and what is in it.
function make(tag, attributes, ...inside) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value === true) e.setAttribute(name, "");
    else if (value !== false && value != null) e.setAttribute(name, value);
  }
  e.append(...inside.filter(x => x != null));
  return e;
}

function trouble(text) {
  at("trouble").textContent = text;
  at("trouble").hidden = false;
}

const say = text => { at("said").textContent = text; };

// wide is a place for what may be wider than the page.
const wide = (name, inside) => make("div", {class: "wide", role: "group", "aria-label": name}, inside);
