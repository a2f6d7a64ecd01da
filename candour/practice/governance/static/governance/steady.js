// Sends the forms of a meeting over a poor line: what was typed stays, and is sent again until it has arrived, once.
"use strict";

(function () {
  const AGAIN_AFTER = 4000, PATIENCE = 20000;
  const LATER = [408, 425, 429, 500, 502, 503, 504];
  const queue = [];
  let isSending = false, waits = 0, then = "";

  const bar = document.createElement("div");
  bar.className = "steady";
  const told = document.createElement("p");
  told.className = "govuk-body govuk-!-margin-bottom-2";
  told.setAttribute("role", "status");
  const now = document.createElement("button");
  now.type = "button";
  now.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  now.textContent = "Send now";
  now.hidden = true;
  bar.append(told, now);
  document.getElementById("main-content").prepend(bar);

  function say(words) {
    told.textContent = words;
    bar.classList.toggle("steady--shown", words !== "");
  }
  function hold(one, isHeld) {
    one.form.setAttribute("aria-busy", String(isHeld));
    for (const field of one.form.elements) {
      if (field.type === "hidden") continue;
      if (field.matches("textarea, input:not([type=checkbox], [type=radio])")) field.readOnly = isHeld;
      else field.disabled = isHeld;
    }
  }
  function letGo(one) {
    queue.shift();
    hold(one, false);
  }

  function waitAgain(words) {
    const many = queue.length > 1 ? queue.length + " things are" : "What you sent is";
    say(words + " " + many + " kept on this page and sent again until it arrives, once. Leave this page open.");
    now.hidden = false;
    window.clearTimeout(waits);
    waits = window.setTimeout(send, AGAIN_AFTER);
  }
  function refused(one, status) {
    letGo(one);
    now.hidden = true;
    say("Not sent: the service answered with an error (" + status + "). What you typed is still here. Try again, or " +
      "copy it before you leave this page.");
    if (queue.length) send();
  }

  async function send() {
    window.clearTimeout(waits);
    if (isSending || !queue.length) return;
    isSending = true;
    const one = queue[0], stop = new AbortController();
    const patience = window.setTimeout(function () { stop.abort(); }, PATIENCE);
    let answer = null, page = "";
    try {
      answer = await fetch(one.address, {
        method: "POST", body: one.fields, headers: { "X-Kept": "1" }, signal: stop.signal,
      });
      page = answer.status === 204 ? "" : await answer.text();
    } catch {
      answer = null;
    }
    window.clearTimeout(patience);
    isSending = false;
    if (answer === null) return waitAgain("Not sent: no connection.");
    if (LATER.includes(answer.status)) return waitAgain("Not sent: the service answered with an error.");
    const next = answer.headers.get("X-Then");
    if (answer.status === 204 && next !== null) {
      queue.shift();
      then = next;
      if (queue.length) return send();
      const to = new URL(then, window.location.href);
      if (to.origin !== window.location.origin) return window.location.reload();
      if (to.href.split("#")[0] === window.location.href.split("#")[0]) return window.location.reload();
      return window.location.assign(to.href);
    }
    const isPage = (answer.headers.get("Content-Type") || "").startsWith("text/html");
    if (!isPage || !(answer.ok || answer.status === 422)) return refused(one, answer.status);
    queue.length = 0;
    // The same page, filled in, with what is wrong: as the browser itself would show it.
    document.open();
    document.write(page);
    document.close();
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.id === "notes-form" || form.method !== "post" || !form.elements.submission_key) return;
    if (form.matches("[data-takes-time], [enctype='multipart/form-data']")) return;
    event.preventDefault();
    if (queue.some(function (one) { return one.form === form; })) return;
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    const one = { form: form, address: form.action, fields: fields };
    queue.push(one);
    hold(one, true);
    send();
  });
  now.addEventListener("click", send);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) { if (queue.length) event.preventDefault(); });
})();
