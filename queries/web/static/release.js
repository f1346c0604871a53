// Text and facts point at each other: who points at one sees the other; lists of facts can be hidden in the text.
"use strict";
const marks = new Map();
for (const mark of document.querySelectorAll("[data-fact]")) {
  for (const fact of mark.dataset.fact.split(" ")) {
    if (!marks.has(fact)) { marks.set(fact, []); }
    marks.get(fact).push(mark);
  }
}
let lit = [];

function light(facts) {
  for (const element of lit) { element.classList.remove("lit"); }
  lit = facts.flatMap((fact) => [...(marks.get(fact) || []), document.getElementById(fact)]).filter(Boolean);
  for (const element of lit) { element.classList.add("lit"); }
}

function covering(element) {
  const facts = [];
  for (let at = element.closest("[data-fact]"); at; at = at.parentElement.closest("[data-fact]")) { facts.push(...at.dataset.fact.split(" ")); }
  return facts;
}

for (const kind of ["pointerover", "focusin"]) {
  document.querySelector(".reading").addEventListener(kind, (event) => {
    const fact = event.target.closest(".fact");
    light(fact ? [fact.id] : covering(event.target));
  });
}
for (const box of document.querySelectorAll("input[data-kind]")) {
  box.addEventListener("change", () => document.body.classList.toggle(`without-${box.dataset.kind}`, !box.checked));
}
