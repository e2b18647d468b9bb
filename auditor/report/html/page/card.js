// One item as an article.
function card(item, paper) {
  if (item.failure) return failureCard(item);
  if (item.notice) return noticeCard(item);
  return outcomeCard(item, paper);
}

function outcomeCard(item, paper) {
  const { outcome, rule, severity } = item;
  const level = severity ? say(vocabulary.severities[severity]) : word("let_pass");
  const heading = make(
    "h3",
    {},
    make("span", { class: "level" }, level),
    " ",
    make("span", { class: "title" }, say(rule.title)),
    " ",
    make("span", { class: "ref" }, rule.rule),
    " ",
    make("span", { class: "ground" }, say(vocabulary.grounds[rule.ground])),
  );
  return make(
    "article",
    { class: `card ${severity || "passed"}`, tabindex: "-1" },
    heading,
    where(item, say(outcome.place), outcome),
    silenceOf(item),
    quote(outcome, paper),
    listed("said", [
      [word("why"), say(shared.get(outcome.why) ?? outcome.reason) + (outcome.dismissed_by ? ` [${outcome.dismissed_by}]` : "")],
      ...(outcome.cautions ?? []).map((key) => [word("caution"), say(shared.get(key))]),
      ...(outcome.evidence ?? []).map((piece) => [word("beside"), [isolated(`“${say(piece.text)}”`), ` ${say(piece.place)}`]]),
      [word("assumed"), item.assumed && isolated(say(item.assumed.said))],
    ]),
    rewriteOf(outcome, paper),
    listed("said", [[word("suggestion"), say(rule.suggestion)]]),
    lawOf(outcome, paper || allOpen),
  );
}

function silenceOf(item) {
  const { silence } = item;
  if (!silence) return null;
  return listed("silence", [
    [word("silenced_by"), say(vocabulary.silenced_by[silence.by] ?? silence.by)],
    [word("reason"), silence.reason ? isolated(say(silence.reason)) : word("no_reason")],
    [word("until"), silence.until],
    [word("written_at"), writtenAt(silence)],
  ]);
}

// Where a suppression is written: in a file beside the document, or in the document itself.
function writtenAt({ source, place }) {
  const spots = [source, say(place)].filter(Boolean);
  return spots.length ? make("bdi", {}, shown(spots.join(" "))) : "";
}

function failureCard(item) {
  const { failure } = item;
  return make(
    "article",
    { class: "card unread", tabindex: "-1" },
    make("h3", {}, make("span", { class: "level" }, word("not_judged")), " ", make("span", { class: "title" }, isolated(say(failure.reason)))),
    where(item, say(failure.place)),
  );
}

function noticeCard(item) {
  const { notice } = item;
  return make(
    "article",
    { class: "card unread", tabindex: "-1" },
    make("h3", {}, make("span", { class: "level" }, say(vocabulary.notice_kinds[notice.kind] ?? notice.kind))),
    where(item, notice.source ? "" : say(notice.place)),
    notice.source ? listed("said", [[word("written_at"), writtenAt(notice)]]) : null,
    make("blockquote", { lang: languageOf(notice.text ?? "") }, shown(notice.text ?? "")),
    make("p", {}, isolated(say(notice.message))),
  );
}

// Where an item stands, and whose ad it is.
function where(item, place, outcome = {}) {
  const { document: entry, about } = item;
  const id = entry.id !== entry.source && !place.includes(entry.id) ? entry.id : "";
  const spots = [nameOf(entry), id, place].filter(Boolean).map((part) => make("bdi", {}, shown(part)));
  const facts = [
    [word("post"), outcome.post],
    [word("employer"), about.employer],
    [word("city"), about.city],
    [word("date"), about.date],
    [word("published"), about.source],
    [word("url"), about.url],
    [word("box"), boxOf(outcome.location)],
    [word("confidence"), outcome.location?.confidence && `${Math.round(100 * outcome.location.confidence)}%`],
    [word("same_text"), entry.same_text_as && sameText(entry.same_text_as)],
  ];
  const rows = facts.map(([name, value]) => [name, value && isolated(value)]);
  return make("div", { class: "where" }, make("p", {}, spots.flatMap((spot, index) => (index ? [" · ", spot] : [spot]))), listed("facts", rows));
}

function boxOf(location) {
  if (!location?.box) return "";
  const [left, top, right, bottom] = location.box.map((side) => Math.round(side));
  return `${left}, ${top} – ${right}, ${bottom} ${location.unit}`;
}

const sameText = (first) => (first.id === first.source ? say(first.name) : `${say(first.name)} · ${first.id}`);

