// The controls: which kind of result, what to look for, in what order.
const MOST_NAMES = 300; // suggested for a field
const MOST_CHOICES = 60; // in a list of choices; where there are more, a field takes their place

function field(label, control) {
  control.id = `by-${control.getAttribute("name")}`;
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control);
}

function choice(name, options) {
  const made = options.map(([value, text]) => make("option", { value, selected: state[name] === value }, text));
  return make("select", { name, change: (event) => ask(name, event.target.value) }, made);
}

function typed(name, names) {
  const list = names?.length && make("datalist", { id: `${name}-names` }, names.map((value) => make("option", { value })));
  const input = make("input", { type: "search", name, value: state[name], autocomplete: "off", list: list ? list.id : undefined, input: (event) => ask(name, event.target.value) });
  return { input, list };
}

function ask(name, value) {
  state[name] = value;
  state.page = 0;
  update();
}

function viewControls() {
  const views = VIEWS.map((view) => [view, items.reduce((sum, item) => sum + (item.view === view), 0)]).filter(([view, all]) => all || view === "findings");
  const choose = (event) => {
    Object.assign(state, nothing(), { search: state.search, view: event.target.value, page: 0 }); // it may have no control for the rest
    showFilters();
    update();
  };
  const options = views.map(([view, all]) =>
    make("label", { class: view }, make("input", { type: "radio", name: "view", value: view, checked: state.view === view, change: choose }), make("span", {}, word(`view_${view}`), " ", make("b", {}, counted(all)))),
  );
  return make("fieldset", { class: "views" }, make("legend", { class: "unseen" }, word("show")), options);
}

function filterControls() {
  const search = typed("search").input;
  search.setAttribute("placeholder", word("search_hint"));
  const more = make("details", { class: "more", open: wide.matches }, make("summary", {}, word("filters")), facets(), choices(), make("button", { type: "button", class: "reset", click: reset }, word("reset")), slashControl());
  return make("form", { class: "filters", role: "search", submit: (event) => event.preventDefault() }, field(word("search"), search), more);
}

function facets() {
  const boxes = (name, title, words) => {
    const present = Object.keys(words).filter((value) => items.some((item) => item.view === state.view && item[name] === value));
    const group = name === "severity" ? "severities" : "grounds";
    return present.length > 1 || state[group].size ? checkboxes(group, title, present, words) : null;
  };
  return [boxes("severity", word("severity"), vocabulary.severities), boxes("ground", word("ground"), vocabulary.grounds)];
}

function checkboxes(group, title, values, words) {
  const toggle = (event) => {
    state[group][event.target.checked ? "add" : "delete"](event.target.value);
    state.page = 0;
    update();
  };
  const options = values.map((value) =>
    make("label", { class: value }, make("input", { type: "checkbox", value, checked: state[group].has(value), change: toggle }), make("span", {}, say(words[value])), make("span", { class: "count", "data-group": group, "data-value": value })),
  );
  return make("fieldset", { class: "boxes" }, make("legend", {}, title), options);
}

function choices() {
  const here = items.filter((item) => item.view === state.view);
  const any = ["", word("any")];
  const rules = tallied(here, (item) => item.rule?.rule).sort(([one], [other]) => compare(one, other));
  const titles = new Map(here.filter((item) => item.rule).map((item) => [item.rule.rule, item.rule.title]));
  const kinds = tallied(here, (item) => (item.rule ? item.kind : undefined));
  const parts = [];
  if (rules.length > 1) parts.push(field(word("rule"), choice("rule", [any, ...rules.map(([id, { total }]) => [id, `${id} ${say(titles.get(id))} (${counted(total)})`])])));
  if (kinds.length > 1) parts.push(field(word("kind"), choice("kind", [any, ...kinds.map(([kind, { total }]) => [kind, `${kindName(kind)} (${counted(total)})`])])));
  parts.push(names("employer", tallied(here, (item) => item.about.employer)));
  parts.push(names("source", tallied(here, (item) => item.document.source)));
  return parts;
}

function names(name, rows) {
  if (rows.length < 2) return null;
  if (rows.length <= MOST_CHOICES) return field(word(name), choice(name, [["", word("any")], ...rows.map(([key, { total }]) => [key, `${safe(key)} (${counted(total)})`])]));
  const { input, list } = typed(name, rows.slice(0, MOST_NAMES).map(([key]) => key));
  return [field(word(name), input), list];
}

function slashControl() {
  return make("label", { class: "slash" }, make("input", { type: "checkbox", checked: slash, change: (event) => (slash = event.target.checked) }), make("span", {}, word("slash")));
}

function reset() {
  Object.assign(state, nothing(), { page: 0 });
  showControls();
  update();
  document.getElementById("by-search").focus();
}

function showCounts(counts) {
  for (const place of document.querySelectorAll(".count[data-group]")) {
    const total = counts[place.dataset.group].get(place.dataset.value) ?? 0;
    place.textContent = counted(total);
  }
}

function showControls() {
  document.getElementById("views").replaceChildren(viewControls());
  showFilters();
}

function showFilters() {
  document.getElementById("filters").replaceChildren(filterControls());
  const orders = Object.keys(ORDERS).map((order) => [order, word(`sort_${order}`)]);
  document.getElementById("sorting").replaceChildren(field(word("sort"), choice("sort", orders)));
}

