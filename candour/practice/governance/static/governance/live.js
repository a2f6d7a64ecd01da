// Keeps the timer of the item in hand, and the notes: leaves the page once they are saved, and not before.
"use strict";

(function () {
  const timer = document.querySelector("[data-timer]");
  if (!timer) return;
  const ahead = Date.now() - Date.parse(timer.dataset.now);
  function tick() {
    const seconds = Math.max(0, Math.floor((Date.now() - ahead - Date.parse(timer.dataset.timer)) / 1000));
    const over = seconds - Number(timer.dataset.minutes) * 60;
    const words = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    timer.textContent = ". " + words + (over > 0 ? ", over by " + Math.ceil(over / 60) + " min" : "");
  }
  tick();
  window.setInterval(tick, 1000);
})();

(function () {
  const form = document.getElementById("notes-form");
  const box = document.getElementById("id_text");
  const told = document.getElementById("saved");
  if (!form || !box || !told) return;
  let kept = box.value, sent = box.value, isLeaving = false;

  function isKept() { return box.value === kept; }
  document.body.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt === form) sent = box.value;
  });
  document.body.addEventListener("htmx:afterSwap", function () {
    if (!told.querySelector("[data-saved-at]")) {
      isLeaving = false;
      return;
    }
    kept = sent;
    if (isLeaving && isKept()) form.submit();
  });
  // The button first saves as typing does, which loses nothing and is tried again, and only then goes on.
  form.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.name === "both") {
      kept = box.value;
      return;
    }
    event.preventDefault();
    isLeaving = true;
    window.htmx.trigger(form, "again");
  });
  window.addEventListener("beforeunload", function (event) { if (!isKept()) event.preventDefault(); });
})();

// A pack takes a few seconds: says so, and lets it be asked for again once the file has come.
(function () {
  const form = document.querySelector("[data-takes-time]");
  if (!form) return;
  const told = form.querySelector("[data-working]");
  const key = form.querySelector("[name=submission_key]");
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    told.hidden = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
      if (!answer.ok || !name) return window.location.reload();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name[1];
      link.click();
      key.value = crypto.randomUUID();
    } finally {
      told.hidden = true;
    }
  });
})();
