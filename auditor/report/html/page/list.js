// The items that match, some at a time: the page holds no more cards than one looks at, but on paper.
const PAGE = 50;
let allOpen = false;
let found = [];

function showList(paper = false) {
  const cards = document.getElementById("cards");
  const first = paper ? 0 : state.page * PAGE;
  const part = paper ? found : found.slice(first, first + PAGE);
  cards.replaceChildren(...part.map((item) => card(item, paper)));
  if (!found.length) cards.append(make("p", { class: "remark" }, word("nothing_left")));
  showPager();
}

function showStatus(all) {
  const parts = { all: counted(all), shown: counted(found.length) };
  const said = [word(isFiltered() ? "count" : "count_all", parts)];
  if (found.length > PAGE) {
    const from = state.page * PAGE;
    said.push(word("range", { from: counted(from + 1), to: counted(Math.min(found.length, from + PAGE)) }));
  }
  document.getElementById("status").textContent = said.join(language === "zh" ? "，" : ", ");
}

function showPager() {
  const pages = Math.ceil(found.length / PAGE);
  const turn = (name, page) => make("button", { type: "button", disabled: page < 0 || page >= pages, click: () => turnTo(page) }, word(name));
  const place = make("span", {}, word("page", { page: counted(state.page + 1), pages: counted(pages) }));
  const parts = pages > 1 ? [turn("previous", state.page - 1), place, turn("next", state.page + 1)] : [];
  document.getElementById("pager").replaceChildren(...parts);
}

function turnTo(page) {
  state.page = page;
  update(false);
  goToResults();
}

function goToResults() {
  const results = document.getElementById("results");
  results.scrollIntoView();
  (document.querySelector("#cards .card") ?? results).focus({ preventScroll: true });
}

