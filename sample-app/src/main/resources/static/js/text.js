const LINK = /https?:\/\/[^\s<>"'`]+/giu;
const AFTER_LINK = /[.,;:!?…]+$/u;
const HEAD_MINUTES = 5;

/** What a person wrote, as nodes. Text is never interpreted as HTML; addresses of the web become links. */
export function withLinks(text) {
  const nodes = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const address = trimmed(match[0]);
    if (URL.canParse(address)) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow ugc";
      nodes.append(text.slice(from, match.index), link);
      from = match.index + address.length;
    }
  }
  nodes.append(text.slice(from));
  return nodes;
}

// "(see https://example.org)." does not mean the bracket and the full stop.
function trimmed(address) {
  let result = address.replace(AFTER_LINK, "");
  while (result.endsWith(")") && result.split("(").length < result.split(")").length) {
    result = result.slice(0, -1).replace(AFTER_LINK, "");
  }
  return result;
}

const TIME = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const MOMENT = new Intl.DateTimeFormat([], { dateStyle: "full", timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat([], { weekday: "long", day: "numeric", month: "long", year: "numeric" });

export const timeOf = (date) => TIME.format(date);

export const momentOf = (date) => MOMENT.format(date);

export function dayOf(date) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  const day = DAY.format(date);
  return sameDay(date, today) ? `Today, ${day}` : sameDay(date, yesterday) ? `Yesterday, ${day}` : day;
}

export function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

/** Whether a message this much later needs its author's name and the time again. */
export function isMuchLater(date, before) {
  return date - before >= HEAD_MINUTES * 60_000 || !sameDay(date, before);
}

export function clone(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}
