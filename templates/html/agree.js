// Who agrees is whoever has answered on this phone: the form keeps its response's id there.
(() => {
  "use strict";
  const list = document.querySelector("[data-form]");
  if (!list) return;
  let id = "";
  try {
    id = (JSON.parse(localStorage.getItem("form" + list.dataset.form)) || {}).id || "";
  } catch {
    // nothing is kept here: the address may hold it
  }
  const asked = new URLSearchParams(location.search).get("r");
  if (!id || asked === id) return;
  if (!asked) {
    // Once more with the id, so that the page can say what one has agreed with.
    const query = new URLSearchParams(location.search);
    query.set("r", id);
    location.replace(location.pathname + "?" + query + location.hash);
  }
})();
