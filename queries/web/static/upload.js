// A file can be dropped on the form, and while it is read the button says so.
"use strict";
const form = document.querySelector("form.drop");
const file = form.querySelector("input[type=file]");
const button = form.querySelector("button");

form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; }
});
form.addEventListener("submit", () => { button.textContent = button.dataset.busy; button.disabled = true; });
window.addEventListener("pageshow", (event) => { if (event.persisted) { location.reload(); } });
