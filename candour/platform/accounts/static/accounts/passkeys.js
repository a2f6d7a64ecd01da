// Shows what needs a passkey where the browser can use one, and says in words when a passkey was not used.
"use strict";

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
}

document.addEventListener("allauth.error", function (event) {
  event.preventDefault();
  const words = document.getElementById("passkey-trouble");
  words.hidden = true;
  window.requestAnimationFrame(function () { words.hidden = false; });
});
