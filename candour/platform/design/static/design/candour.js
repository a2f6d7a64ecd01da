// Starts the design system's components, tells how long ago a form was saved, and warns before a session ends.
"use strict";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
window.GOVUKFrontend.initAll();

// "Saved 10 seconds ago": the server sends the moment, and the page keeps the words true.
function tellSaved() {
  for (const note of document.querySelectorAll("[data-saved-at]")) {
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(note.dataset.savedAt)) / 1000));
    const words = seconds < 60 ? seconds + (seconds === 1 ? " second" : " seconds")
      : Math.round(seconds / 60) + (seconds < 90 ? " minute" : " minutes");
    const told = note.querySelector("[data-saved-words]");
    if (told) told.textContent = "Saved " + words + " ago";
  }
}
window.setInterval(tellSaved, 5000);
document.body.addEventListener("htmx:afterSwap", tellSaved);

// Copy buttons of the copy sheet.
document.addEventListener("click", function (event) {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copies);
  navigator.clipboard.writeText(source.textContent.trim()).then(function () {
    button.querySelector("[data-copied]").textContent = "Copied";
  });
});
