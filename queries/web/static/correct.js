// Only what the chosen action needs is shown; the author is remembered in this browser.
"use strict";
const form = document.querySelector("form.correcting");
const author = form.querySelector("input[name=author]");

function show() {
  const chosen = form.querySelector("input[name=action]:checked");
  for (const action of ["correct", "merge"]) {
    const part = form.querySelector(`.when-${action}`);
    if (part) { part.hidden = !chosen || chosen.value !== action; }
  }
}

form.addEventListener("change", show);
show();
try {
  if (!author.value) { author.value = localStorage.getItem("author") || ""; }
  form.addEventListener("submit", () => localStorage.setItem("author", author.value));
} catch (error) {
  // A browser that keeps nothing asks each time.
}
