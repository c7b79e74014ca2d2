// The projector: takes in what the live view sends, and turns the pages of open answers.
(function () {
"use strict";
var view = document.getElementById("view"), lost = document.getElementById("lost");
var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
var page = 1, paused = still, seconds = 12, waited = 0;

// Change what is there rather than replace it, so that bars grow and the focus stays where it is.
function morph(old, now) {
  if (old.nodeType !== now.nodeType || old.nodeName !== now.nodeName || old.nodeType === 1 && old.getAttribute("data-key") !== now.getAttribute("data-key")) {
    old.replaceWith(now);
    return;
  }
  if (old.nodeType !== 1) {
    if (old.nodeValue !== now.nodeValue) old.nodeValue = now.nodeValue;
    return;
  }
  Array.from(old.attributes).forEach(function (one) { if (!now.hasAttribute(one.name)) old.removeAttribute(one.name); });
  Array.from(now.attributes).forEach(function (one) { if (old.getAttribute(one.name) !== one.value) old.setAttribute(one.name, one.value); });
  var mine = Array.from(old.childNodes), theirs = Array.from(now.childNodes);
  theirs.forEach(function (child, at) { if (mine[at]) morph(mine[at], child); else old.appendChild(child); });
  mine.slice(theirs.length).forEach(function (child) { child.remove(); });
}

function pages() { return Array.from(view.querySelectorAll(".page")); }

function show() {
  var all = pages(), turn = view.querySelector(".turn");
  page = Math.min(Math.max(page, 1), Math.max(all.length, 1));
  all.forEach(function (one, at) { one.classList.toggle("aside", at !== page - 1); });
  if (!turn) return;
  turn.querySelector(".at").textContent = page + " / " + all.length;
  Array.from(turn.querySelectorAll("[data-turn]")).forEach(function (old) {
    var step = Number(old.getAttribute("data-turn")), end = step < 0 ? page === 1 : page === all.length;
    var button = old;
    if (old.nodeName !== "BUTTON") {
      button = document.createElement("button");
      button.textContent = old.textContent;
      button.setAttribute("data-turn", step);
      old.replaceWith(button);
    }
    button.setAttribute("aria-disabled", end);
  });
  var pause = turn.querySelector("[data-pause]");
  if (!pause) {
    pause = document.createElement("button");
    pause.setAttribute("data-pause", "");
    turn.appendChild(pause);
  }
  pause.textContent = turn.getAttribute(paused ? "data-play" : "data-stop");
}

function turnBy(step) { page += step; waited = 0; show(); }

function togglePause() { paused = !paused; waited = 0; show(); }

function take(html) {
  var box = document.createElement("template"), held = document.activeElement, again = "";
  if (held && view.contains(held)) again = held.hasAttribute("data-pause") ? "[data-pause]" : held.hasAttribute("data-turn") ? '[data-turn="' + held.getAttribute("data-turn") + '"]' : "";
  box.innerHTML = html;
  var now = view.cloneNode(false);
  now.appendChild(box.content);
  morph(view, now);
  show();
  var found = again && view.querySelector(again);
  if (found) found.focus();
}

view.addEventListener("click", function (event) {
  var button = event.target.closest("button");
  if (!button) return;
  if (button.hasAttribute("data-pause")) togglePause();
  else if (button.getAttribute("aria-disabled") !== "true") turnBy(Number(button.getAttribute("data-turn")));
});
document.addEventListener("keydown", function (event) {
  if (event.altKey || event.ctrlKey || event.metaKey || !view.querySelector(".turn")) return;
  var key = event.key, onButton = event.target.closest("button, a, input");
  if (key === "ArrowRight" || key === "PageDown") turnBy(1);
  else if (key === "ArrowLeft" || key === "PageUp") turnBy(-1);
  else if (key === " " && !onButton) togglePause();
  else return;
  event.preventDefault();
});
setInterval(function () {
  var all = pages().length;
  if (paused || document.hidden || all < 2 || ++waited < seconds) return;
  waited = 0;
  page = page % all + 1;
  show();
}, 1000);

var source = new EventSource(view.getAttribute("data-live"));
source.onmessage = (function (event) { lost.textContent = ""; take(JSON.parse(event.data)); });
source.onopen = function () { lost.textContent = ""; };
source.onerror = function () {
  lost.textContent = lost.getAttribute("data-said");
  // A browser gives up where the server answered with an error: try once more from the start.
  if (source.readyState === 2) setTimeout(function () { location.reload(); }, 5000);
};
page = Math.max(1, pages().findIndex(function (one) { return !one.classList.contains("aside"); }) + 1);
show();
})();
