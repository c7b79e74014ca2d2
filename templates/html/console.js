// The console: counts that follow, a link that can be copied, a page that can be printed. Everything else is plain forms.
(() => {
  "use strict";
  const main = document.querySelector("main");
  const counts = main.dataset.counts;
  const show = (found) => {
    for (const name in found) {
      for (const place of main.querySelectorAll(`[data-count="${CSS.escape(name)}"]`)) {
        if (place.textContent !== found[name]) place.textContent = found[name];
      }
      for (const bar of main.querySelectorAll(`[data-width="${CSS.escape(name)}"]`)) bar.setAttribute("width", found[name] + "%");
    }
  };
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(counts, { cache: "no-store" });
        if (answer.ok) show(await answer.json());
      } catch {
        // no network just now: the next look makes it good
      }
    }
    setTimeout(look, 2000);
  };
  if (counts) setTimeout(look, 2000);
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy");
      }
      document.getElementById("copied").textContent = button.textContent = button.dataset.done;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
