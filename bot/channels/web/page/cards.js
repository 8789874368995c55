// A card is what the assistant concluded, drawn beside its words. Everything goes in as text: nothing becomes a link.
import { part, say } from "./words.js";

const drawn = {
  verdict(card, text) {
    const band = part(`card-verdict-${card.severity}`);
    const unsaid = (card.findings || []).map((finding) => finding.evidence).filter((quote) => quote && !text.includes(quote));
    const name = text.includes(card.official) ? null : card.official;
    return { above: band ? [band] : [], below: [findings(unsaid), official(name)] };
  },
  receipt(card) {
    const box = part("card-receipt");
    box.querySelector(".code").textContent = card.code;
    const button = box.querySelector(".copy");
    button.addEventListener("click", () => copy(card.code, box.querySelector(".code"), button));
    return { above: [], below: [box] };
  },
  status(card) {
    const box = part("card-status");
    const state = part(`state-${card.state}`);
    box.querySelector(".code-small").textContent = card.code;
    if (state) box.querySelector(".state").append(state);
    return { above: [], below: [box] };
  },
};

/** What stands above and below the reply's own words; what these say already is not said again. */
export function draw(card, text) {
  const rooms = card && drawn[card.type] ? drawn[card.type](card, text) : { above: [], below: [] };
  return { above: rooms.above, below: rooms.below.filter(Boolean) };
}

/** The reply without its first line where that only repeats the band: a chat without cards needs the line. */
export function withoutHeadline(text, band) {
  const letters = (line) => line.normalize("NFC").toLowerCase().replace(/[^\p{L} ]/gu, "").trim();
  const [first, ...rest] = text.split("\n");
  return band && letters(first).startsWith(letters(band.textContent)) ? rest.join("\n") : text;
}

function findings(quotes) {
  if (!quotes.length) return null;
  const box = part("card-findings");
  for (const quote of new Set(quotes)) {
    const item = document.createElement("li");
    const words = document.createElement("q");
    words.textContent = quote;
    item.append(words);
    box.querySelector("ul").append(item);
  }
  return box;
}

function official(name) {
  if (!name) return null;
  const line = part("card-official");
  line.querySelector("b").textContent = name;
  return line;
}

async function copy(code, shown, button) {
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = say("copied");
  } catch {
    // Outside https the clipboard is closed to us: mark the code so that a long press copies it.
    getSelection().selectAllChildren(shown);
    const copied = document.execCommand("copy");
    button.textContent = say(copied ? "copied" : "copy-failed");
  }
}
