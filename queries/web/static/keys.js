// Keys: "/" to the search, "j" and "k" through what a page lists, "[" and "]" through its pages, "g" and a letter to a section.
"use strict";
const SECTIONS = { m: "meetings", a: "agreements", f: "follow-up", s: "series", r: "releases", n: "network", h: "" };
const LISTED = "[data-item], .panel .fact, .register tbody tr";
let going = false;

function typing(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox";
}

function move(step) {
  const items = [...document.querySelectorAll(LISTED)].filter((item) => item.offsetParent !== null);
  if (!items.length) { return; }
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.max(0, Math.min(items.length - 1, now < 0 ? (step > 0 ? 0 : items.length - 1) : now + step))];
  const door = next.matches("[tabindex]") ? next : next.querySelector("a") || next;
  door.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) { return; }
  if (event.key === "Escape" && document.activeElement) { document.activeElement.blur(); return; }
  if (typing(event.target)) { return; }
  if (going) {
    going = false;
    if (event.key in SECTIONS) { location.href = `/${document.documentElement.lang}/${SECTIONS[event.key]}`; }
    return;
  }
  const door = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (door && door.matches("input")) { event.preventDefault(); door.focus(); door.select(); }
  else if (door) { door.click(); }
  else if (event.key === "j") { move(1); }
  else if (event.key === "k") { move(-1); }
  else if (event.key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
});
