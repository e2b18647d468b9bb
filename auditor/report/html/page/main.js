// Put the page together, and answer to what is asked.
const wide = matchMedia("(min-width: 60rem)");
const MOST_ROWS = 200; // of a table that is printed though it was closed
let slash = true;

function update(again = true) {
  if (again) {
    const answer = filtered();
    found = answer.found;
    showCounts(answer.counts);
  }
  showStatus(items.reduce((sum, item) => sum + (item.view === state.view), 0));
  showList();
}

function frame() {
  const status = make("p", { id: "status", role: "status" });
  const open = make("button", { type: "button", id: "open-law", click: openLaw });
  const list = make("div", { class: "list" }, make("div", { class: "bar-of-list" }, status, make("div", { class: "controls" }, make("div", { id: "sorting" }), open)), make("div", { id: "cards" }), make("nav", { id: "pager" }));
  document.getElementById("listed").replaceChildren(make("div", { id: "views" }), make("p", { id: "asked" }), make("div", { class: "layout" }, make("div", { id: "filters" }), list));
}

function openLaw() {
  allOpen = !allOpen;
  for (const law of document.querySelectorAll("details.law")) law.open = allOpen;
  nameButtons();
}

function nameButtons() {
  document.getElementById("open-law").textContent = word(allOpen ? "collapse" : "expand");
  document.getElementById("pager").setAttribute("aria-label", word("pages"));
  const other = language === "zh" ? "en" : "zh";
  const switched = make("button", { type: "button", id: "language", lang: other === "zh" ? "zh-CN" : "en", click: () => turn(other) }, word("other_language"));
  const print = make("button", { type: "button", id: "print", click: () => window.print() }, word("print"));
  document.getElementById("tools").replaceChildren(print, switched);
}

function turn(chosen) {
  speak(chosen);
  nameButtons();
  drawEmployers();
  showControls();
  update();
  document.getElementById("language").focus();
}

function listenToAlerts() {
  for (const alert of document.querySelectorAll("[data-view]")) {
    const view = alert.dataset.view;
    const show = () => {
      Object.assign(state, nothing(), { view, page: 0 });
      showControls();
      update();
      goToResults();
    };
    alert.append(" ", make("button", { type: "button", class: "quiet", click: show }, make("span", bothWords("show"), word("show"))));
  }
}

const bothWords = (name) => ({ "data-zh": vocabulary.words[name].zh, "data-en": vocabulary.words[name].en });

function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "radio";
    if (!slash || event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById("by-search").focus();
  });
}

// On paper stands everything that matches, with its law, and what was asked for.
function listenToPrinting() {
  const closed = [...document.querySelectorAll(".making details, .baseline")].filter((part) => part.querySelectorAll("tr, li").length <= MOST_ROWS);
  addEventListener("beforeprint", () => {
    document.getElementById("asked").textContent = asked();
    closed.forEach((part) => (part.open = true));
    showList(true);
  });
  addEventListener("afterprint", () => {
    closed.forEach((part) => (part.open = false));
    showList();
  });
}

function asked() {
  const list = (values, words) => [...values].map((value) => say(words[value])).join(language === "zh" ? "、" : ", ");
  const parts = [
    [word("severity"), list(state.severities, vocabulary.severities)],
    [word("ground"), list(state.grounds, vocabulary.grounds)],
    [word("rule"), state.rule],
    [word("kind"), state.kind && kindName(state.kind)],
    [word("employer"), safe(state.employer)],
    [word("source"), safe(state.source)],
    [word("search"), safe(state.search)],
  ].filter(([, value]) => value);
  const said = parts.map(([name, value]) => `${name}: ${value}`).join("; ");
  return [word(`view_${state.view}`), said, document.getElementById("status").textContent].filter(Boolean).join(" — ");
}

readEntries();
items.forEach(wordsOf);
frame();
enhanceCharts();
drawEmployers();
if (!items.some((item) => item.view === "findings")) state.view = VIEWS.find((view) => items.some((item) => item.view === view)) ?? "findings";
nameButtons();
showControls();
update();
listenToAlerts();
listenToKeys();
listenToPrinting();
