/* The quick exit: leaves no step back to this page, by the link or by Esc three times within five seconds. */
(() => {
  const link = document.querySelector("[data-exit]");
  if (!link) return;
  const leave = () => {
    document.body.hidden = true;
    document.title = " ";
    window.location.replace(link.href);
  };
  let times = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    times = [...times, event.timeStamp].filter((time) => event.timeStamp - time < 5000);
    if (times.length >= 3) leave();
  });
  link.querySelector("[data-exit-keys]").hidden = false;
})();
