// Puts the words that are selected in the original into the box of words to mask.
"use strict";

(function () {
  const original = document.getElementById("original");
  const box = document.getElementById("id_words");
  if (!original || !box) return;
  function take() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !original.contains(selection.anchorNode)) return;
    const part = selection.getRangeAt(0).cloneContents();
    for (const said of part.querySelectorAll(".govuk-visually-hidden")) said.remove();
    const words = part.textContent.replace(/\s+/g, " ").trim();
    if (words) box.value = words.slice(0, 200);
  }
  original.addEventListener("mouseup", take);
  original.addEventListener("keyup", take);
})();
