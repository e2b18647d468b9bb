// The articles that a finding cites: named in one line, spelled out when asked for, and on paper.
function lawOf(outcome, open) {
  const citations = (outcome.legal_basis ?? []).map((key) => shared.get(key));
  if (!citations.length) return null;
  const names = citations.map(citationName).join(language === "zh" ? "；" : "; ");
  return make(
    "details",
    { class: "law", open },
    make("summary", {}, make("span", { class: "label" }, word("law_count", { count: citations.length })), " ", make("span", { class: "names" }, names)),
    make("ol", { class: "citations" }, citations.map(citation)),
  );
}

const citationName = (cited) => `${say(cited.title)}${language === "zh" ? "" : " "}${say(cited.article)}`.trim();

function citation(cited) {
  const facts = [
    [word("verification"), say(vocabulary.verifications[cited.verification])],
    [word("level"), say(vocabulary.levels[cited.level] ?? cited.level)],
    [word("in_force"), cited.valid_from],
    [word("text_as_of"), cited.text_as_of],
    [word("penalty"), say(cited.penalty)],
    [word("remedy"), say(cited.remedy)],
  ];
  return make(
    "li",
    { class: cited.verification === "mem" ? "unverified" : "" },
    make("p", { class: "citation" }, citationName(cited), " ", make("span", { class: "ref" }, cited.ref)),
    make("p", {}, say(cited.gist)),
    listed("facts", facts),
  );
}

// A list of names and what stands under them, without those that have nothing.
function listed(kind, pairs) {
  const rows = pairs.filter(([, value]) => value !== "" && value !== undefined && value !== null);
  return make("dl", { class: kind }, rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

