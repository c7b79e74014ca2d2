// Hand in the key that stands after # in the link, and take it out of the address and the history.
(() => {
  "use strict";
  const key = location.hash.slice(1);
  if (!key) return;
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("key").value = key;
  document.getElementById("sign-in").submit();
})();
