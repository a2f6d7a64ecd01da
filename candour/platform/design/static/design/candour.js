// Starts the design system's components, tells how long ago a form was saved or that it was not, and warns before a session ends.
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

// A form that saves itself says when it could not, and tries again if the line may come back.
(function () {
  const told = document.getElementById("saved");
  const AGAIN_AFTER = 4000;
  let waiting = 0;
  function failed(event) {
    const form = event.detail.elt, answer = event.detail.xhr;
    if (!told || form.getAttribute("hx-target") !== "#saved") return;
    window.clearTimeout(waiting);
    if (answer && answer.status >= 400 && answer.status < 500) {
      told.textContent = "Not saved: this page is open no longer. Copy what you wrote before you go on.";
      return;
    }
    told.textContent = "Not saved: no connection. It is tried again. Leave this page open.";
    waiting = window.setTimeout(function () { window.htmx.trigger(form, "again"); }, AGAIN_AFTER);
  }
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.body.addEventListener(name, failed);
  }
  document.body.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt.getAttribute("hx-target") === "#saved") window.clearTimeout(waiting);
  });
})();

// Copy buttons of the copy sheet.
document.addEventListener("click", function (event) {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copies);
  navigator.clipboard.writeText(source.textContent.trim()).then(function () {
    button.querySelector("[data-copied]").textContent = "Copied";
  });
});

// Warns two minutes before a session ends, and says when it has. The server decides; this only tells.
(function () {
  const box = document.getElementById("time-out");
  if (!box || !box.showModal) return;
  const WARNS_FOR = 120, NOTED_EVERY = 60;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("candour-session") : null;
  const ends = { idle: 0, atMost: 0 };
  let shown = null;

  function setEnds(idle, atMost) {
    ends.idle = idle;
    ends.atMost = atMost;
    shown = null;
    if (box.open) box.close();
  }
  function heard(idleSeconds, atMostSeconds) {
    setEnds(Date.now() + idleSeconds * 1000, Date.now() + atMostSeconds * 1000);
    if (channel) channel.postMessage(ends);
  }
  function show(when) {
    if (shown === when) return;
    shown = when;
    for (const part of box.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== when;
      if (!part.hidden) box.querySelector("h2").textContent = part.dataset.title;
    }
    box.classList.toggle("time-out--ended", when === "ended");
    if (!box.open) box.showModal();
    box.querySelector("[data-when=" + when + "] :is(button, a)").focus();
  }
  function tick() {
    const left = Math.ceil((Math.min(ends.idle, ends.atMost) - Date.now()) / 1000);
    if (left > WARNS_FOR) return;
    const minutes = Math.max(1, Math.ceil(left / 60));
    const words = minutes + (minutes === 1 ? " minute" : " minutes");
    for (const told of box.querySelectorAll("[data-left]")) {
      if (told.textContent !== words) told.textContent = words;
    }
    show(left <= 0 ? "ended" : ends.atMost <= ends.idle ? "at-most" : "idle");
  }

  box.querySelector("form[method=post]").addEventListener("submit", async function (event) {
    event.preventDefault();
    const answer = await fetch(this.action, { method: "POST", body: new FormData(this), redirect: "manual" });
    if (!answer.ok) return show("ended");
    const left = await answer.json();
    heard(left.idle, left.atMost);
  });
  document.body.addEventListener("htmx:afterRequest", function (event) {
    const left = (ends.atMost - Date.now()) / 1000;
    if (event.detail.successful) heard(Math.min(Number(box.dataset.idle) - NOTED_EVERY, left), left);
  });
  document.body.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status === 401) show("ended");
  });
  if (channel) channel.onmessage = function (event) { setEnds(event.data.idle, event.data.atMost); };
  heard(Number(box.dataset.idle), Number(box.dataset.atMost));
  window.setInterval(tick, 1000);
})();
