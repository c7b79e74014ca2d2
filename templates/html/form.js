// The form on the phone: keeps what is written at once, sends it as one writes, says at every moment where it is.
// Every widget drives the plain fields beneath it; what is kept and sent is read from those alone.
// State, shared by the tabs of a phone: {id, sequence, values: {item: text}, unsent: {question: number of its change}}
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const form = $("form");
  if (!form) {
    // The thanks: who was done goes on when the facilitator, from now on, opens a question.
    const back = $("back");
    if (back)
      new EventSource(back.dataset.live).onmessage = (event) => {
        const now = JSON.parse(event.data);
        if (now.open && now.pace === "led" && now.focus && now.version > +back.dataset.version)
          location.replace(back.href);
      };
    return;
  }
  const words = JSON.parse($("words").textContent);
  const action = form.dataset.address;
  const sections = [...form.querySelectorAll(".q")];
  const query = new URLSearchParams(location.search);
  const key = "form" + action;
  const stage = {
    open: form.dataset.open === "1",
    pace: form.dataset.pace,
    focus: form.dataset.focus,
    version: +form.dataset.version,
  };
  const questionOf = (section) => section.id.slice(2);
  const say = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...inside);
    return made;
  };

  // --- What is kept on the phone
  let shelf = null;
  try {
    localStorage.setItem("form", "1");
    localStorage.removeItem("form");
    shelf = localStorage;
  } catch {
    /* the phone may not keep anything */
  }
  let state = null;
  const makeId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const read = () => {
    try {
      state = (shelf && JSON.parse(shelf.getItem(key))) || state;
    } catch {
      /* damaged: what is in memory holds */
    }
  };
  const keep = () => {
    if (!shelf) return;
    try {
      shelf.setItem(key, JSON.stringify(state));
    } catch {
      shelf = null;
    }
  };
  const begin = () => {
    state = { id: query.get("r") || makeId(), sequence: +form.dataset.sequence, values: {}, unsent: {} };
  };

  // --- Between fields and values
  const fieldsOf = (section) => [...section.querySelectorAll("[name]")];
  const gather = (section) => {
    const values = {};
    for (const field of fieldsOf(section)) {
      const choice = field.type === "radio" || field.type === "checkbox";
      values[field.name] = (!choice || field.checked ? field.value.trim() : "") || values[field.name] || "";
    }
    return values;
  };
  const fill = (section, values) => {
    for (const field of fieldsOf(section)) {
      const value = values[field.name] || "";
      if (field.type === "radio" || field.type === "checkbox") field.checked = value === field.value;
      else if (field.value.trim() !== value) field.value = value;
    }
  };
  const isTyped = (field) => /text|number/.test(field.type);
  const isSent = () =>
    state && Object.keys(state.values).some((name) => state.values[name] && !state.unsent[name.split(".")[0]]);
  const isAnswered = (section) => Object.values(gather(section)).some(Boolean);

  // A question that cannot count yet says why; it stays on the phone until it can.
  const findLack = (section) => {
    const values = gather(section);
    const given = Object.values(values).filter(Boolean);
    if (!given.length) return "";
    if (section.dataset.kind === "points") {
      const sum = given.reduce((total, value) => total + (+value || 0), 0);
      return sum === +section.dataset.total ? "" : say(words.points, { found: sum, total: section.dataset.total });
    }
    const limit = +section.dataset.limit;
    if (section.dataset.kind === "choices" && limit && given.length > limit)
      return say(words.most, { n: limit, over: given.length - limit });
    return "";
  };
  const compose = (section) => {
    const values = gather(section);
    const answers = {};
    for (const name in values) answers[name] = values[name] || null;
    if (section.dataset.kind === "quadrant") {
      for (const name in answers) {
        const other = name.replace(/\.(effort|effect)$/, (_, axis) => (axis === "effort" ? ".effect" : ".effort"));
        if (!values[other]) answers[name] = null;
      }
    }
    return answers;
  };

  // --- Sending
  let sending = false,
    timer = 0,
    trouble = "",
    wait = 1000,
    problems = {};
  const plan = (after) => {
    clearTimeout(timer);
    timer = setTimeout(send, after);
  };
  const ready = () => sections.filter((section) => state && state.unsent[questionOf(section)] && !findLack(section));
  async function send() {
    clearTimeout(timer);
    read();
    if (sending || !stage.open) return show();
    const going = ready();
    if (!going.length) return show();
    sending = true;
    state.sequence += 1;
    keep();
    const numbers = { ...state.unsent };
    const answers = Object.assign({}, ...going.map(compose));
    const body = JSON.stringify({
      response: state.id,
      language: form.dataset.language,
      sequence: state.sequence,
      instrument: form.dataset.instrument,
      answers,
    });
    show();
    let status = 0,
      reply = {};
    try {
      const giveUp = new AbortController();
      const late = setTimeout(() => giveUp.abort(), 15000);
      const got = await fetch(action + "/answers", {
        method: "POST",
        body,
        keepalive: body.length < 60000,
        signal: giveUp.signal,
        headers: { "Content-Type": "application/json" },
      });
      clearTimeout(late);
      status = got.status;
      reply = await got.json();
    } catch {
      /* away: told by the state line */
    }
    sending = false;
    take(status, reply, going, numbers);
  }
  function take(status, reply, going, numbers) {
    trouble = status === 200 ? "" : reply.error === "erased" || reply.error === "aside" ? reply.error : status === 409 ? "late" : status === 0 ? "away" : "busy";
    if (status === 200) {
      read();
      for (const section of going) {
        const id = questionOf(section);
        if (state.unsent[id] === numbers[id]) delete state.unsent[id];
        mark(section, "");
      }
      for (const item in reply.problems) {
        const section = sections.find((one) => one.querySelector(`[name="${item}"]`));
        if (section) mark(section, reply.problems[item]);
      }
      keep();
      wait = 1000;
      if (!shelf && !query.has("r")) {
        query.set("r", state.id);
        history.replaceState(null, "", "?" + query);
      }
      if (reply.stage !== stage.version) look();
      if (ready().length) plan(300);
    } else if (status === 409) {
      look();
    } else {
      wait = Math.min(wait * 2, 30000);
      plan(wait * (0.75 + Math.random() / 2));
    }
    show();
  }
  function mark(section, problem) {
    const id = questionOf(section);
    if (problem) problems[id] = problem;
    else delete problems[id];
    let told = $("p-" + id);
    if (!told) {
      told = make("p", { class: "problem", id: "p-" + id });
      $("d-" + id).after(told);
    }
    told.textContent = problem;
    const field = section.querySelector("textarea") || section;
    field.setAttribute("aria-describedby", problem ? `d-${id} p-${id}` : "d-" + id);
  }

  // --- Saying where it is
  let said = "";
  function show() {
    const unsent = state ? Object.keys(state.unsent).length : 0;
    const waiting = ready().length;
    const lacking = unsent > waiting || Object.keys(problems).length;
    let now = "sent";
    if (!stage.open) now = waiting ? "late" : "closed";
    else if (waiting) now = trouble && !sending ? (shelf || /erased|aside/.test(trouble) ? trouble : "loose") : shelf ? "writing" : "sending";
    else if (lacking) now = "wrong";
    else if (!state || !Object.values(state.values).some(Boolean)) now = "nothing";
    const closed = now === "closed";
    if (closed) trouble = "";
    $("bar").dataset.state = now;
    $("bar").hidden = closed;
    $("kept").hidden = !isSent();
    // Closed, there is nothing to do here; only what was not sent is left to be read.
    $("all").hidden = closed;
    const text = closed ? $("closed").innerText : words[now];
    $("state").classList.toggle("trouble", /away|busy|loose|late|erased|aside/.test(now));
    if ($("state").textContent !== text) $("state").textContent = text;
    if (/erased|aside/.test(now) && !$("anew")) {
      // The facilitators have erased this response or taken it out: what is written here goes to nobody.
      const anew = make("button", { type: "button", id: "anew", class: "quiet" }, words.anew);
      anew.onclick = () => {
        if (shelf) shelf.removeItem(key);
        state = null;
        location.replace(location.pathname + "?lang=" + form.dataset.language);
      };
      $("state").after(anew);
    }
    const answered = sections.filter(isAnswered).length;
    $("count").textContent = say(words.count, { n: answered, total: sections.length });
    if (now !== said && now !== "writing" && now !== "sending" && now !== "nothing" && !(now === "sent" && said === ""))
      announce(text);
    if (now !== "writing" && now !== "sending") said = now;
    const mine = $("mine");
    mine.hidden = !state || (unsent && !state.sequence);
    if (state) mine.querySelector("code").textContent = state.id;
  }
  function announce(text) {
    $("live").textContent = text;
  }

  // --- Writing
  function change(section, soon) {
    read();
    if (!state) begin();
    const id = questionOf(section);
    Object.assign(state.values, gather(section));
    state.unsent[id] = (state.unsent[id] || 0) + 1 + Math.floor(Math.random() * 1e6);
    keep();
    redraw(section);
    const lack = findLack(section);
    if (section.dataset.kind !== "points" || !lack) mark(section, lack);
    show();
    if (!trouble) plan(soon);
  }
  form.addEventListener("input", (event) => {
    const section = event.target.closest(".q");
    if (section) change(section, isTyped(event.target) ? 900 : 150);
  });
  form.addEventListener("change", () => {
    if (!trouble) plan(100);
  });
  addEventListener("online", () => {
    wait = 1000;
    send();
  });
  document.addEventListener("visibilitychange", () => {
    send();
    follow();
  });
  addEventListener("pagehide", send);
  addEventListener("beforeunload", (event) => {
    if (!shelf && ready().length) event.preventDefault();
  });
  addEventListener("storage", (event) => {
    if (event.key !== key) return;
    if (!event.newValue) return location.reload();
    state = null;
    read();
    for (const section of sections) {
      if (!section.contains(document.activeElement) && state) fill(section, state.values);
      redraw(section);
    }
    show();
  });

  // --- Following the facilitator
  let stream = null;
  function follow() {
    if (document.hidden) {
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(action + "/live");
      stream.onmessage = (event) => stand(JSON.parse(event.data));
      stream.onerror = () => {
        if (!stream || stream.readyState !== 2) return;
        stream = null;
        setTimeout(follow, 5000);
      };
    }
  }
  async function look() {
    try {
      stand(await (await fetch(action + "/stage")).json());
    } catch {
      /* the stream tells it when the network is back */
    }
  }
  function stand(now) {
    const before = { ...stage };
    if (!("open" in now) || now.version < stage.version) return;
    Object.assign(stage, now);
    if (now.open && !before.open) {
      trouble = "";
      send();
    }
    arrange(before.focus !== now.focus || before.pace !== now.pace);
    offer(now.agreeing || []);
    show();
  }
  function offer(ids) {
    const href = (id) => `${action}/AGREE/${id}?lang=${form.dataset.language}`;
    const links = sections
      .filter((one) => ids.includes(questionOf(one)))
      .map((one) => make("li", {}, make("a", { href: href(questionOf(one)) }, $("h-" + questionOf(one)).textContent)));
    $("agree").lastElementChild.replaceChildren(...links);
    $("agree").hidden = !links.length || !stage.open;
  }
  function arrange(moved) {
    const led = stage.pace === "led";
    const earlier = document.body.classList.contains("earlier");
    $("all").disabled = !stage.open;
    $("closed").hidden = stage.open;
    document.body.classList.toggle("led", led);
    let past = 0;
    for (const section of sections) {
      const focus = questionOf(section) === stage.focus;
      const answered = isAnswered(section);
      if (led && answered && !focus) past += 1;
      section.hidden = led && !focus && !(answered && (earlier || !stage.open));
    }
    $("wait").hidden = !led || !stage.open || sections.some((one) => questionOf(one) === stage.focus);
    $("earlier").hidden = !led || !past || !stage.open;
    $("earlier").setAttribute("aria-expanded", earlier);
    $("next").hidden = led || !stage.open;
    // Led, all is sent as it is written and the next question comes by itself: nobody need be done before the end.
    $("end").hidden = led || !stage.open;
    $("count").hidden = led;
    const current = sections.find((one) => questionOf(one) === stage.focus);
    if (moved && led && current) {
      announce(say(words.opened, { question: current.querySelector("h2").textContent }));
      if (!isTyped(document.activeElement)) current.scrollIntoView({ block: "start" });
    }
  }
  $("earlier").addEventListener("click", () => {
    document.body.classList.toggle("earlier");
    arrange(false);
  });

  // --- Widgets: ranking
  const button = (text, label, act, css = "") => {
    const made = make("button", { type: "button", class: css, "aria-label": label }, text);
    made.addEventListener("click", act);
    return made;
  };
  function rank(section) {
    const selects = fieldsOf(section);
    const most = selects[0].options.length - 1;
    const box = make("div", { class: "ranking" });
    const nameOf = (select) => select.closest("label").querySelector("span").textContent;
    const ranked = () => selects.filter((one) => one.value).sort((a, b) => a.value - b.value);
    const place = (order, moved, focus) => {
      for (const select of selects) select.value = order.includes(select) ? order.indexOf(select) + 1 : "";
      change(section, 400);
      const position = order.indexOf(moved);
      announce(
        position < 0
          ? say(words.unranked, { name: nameOf(moved) })
          : say(words.ranked, { name: nameOf(moved), n: position + 1, total: most }),
      );
      const target =
        [...box.querySelectorAll("button")].find((one) => one.dataset.at === moved.name + focus && !one.disabled) ||
        [...box.querySelectorAll("button")].find(
          (one) => one.dataset.at && one.dataset.at.startsWith(moved.name + " ") && !one.disabled,
        ) ||
        box.querySelector("button:not(:disabled)");
      if (target) target.focus();
    };
    const swap = (order, at, by) => {
      const now = [...order];
      [now[at], now[at + by]] = [now[at + by], now[at]];
      return now;
    };
    section.draw = () => {
      const order = ranked();
      const list = make("ol");
      order.forEach((select, at) => {
        const name = nameOf(select);
        const tools = [
          ["↑", "up", at ? -1 : 0],
          ["↓", "down", at < order.length - 1 ? 1 : 0],
        ].map(([sign, word, by]) => {
          const made = button(sign, say(words[word], { name }), () => place(swap(order, at, by), select, " " + word));
          made.disabled = !by;
          made.dataset.at = select.name + " " + word;
          return made;
        });
        tools.push(
          button("×", say(words.out, { name }), () =>
            place(
              order.filter((one) => one !== select),
              select,
              " in",
            ),
          ),
        );
        list.append(make("li", {}, make("b", {}, at + 1), make("span", {}, name), ...tools));
      });
      const rest = selects.filter((one) => !one.value);
      const full = order.length >= most;
      box.replaceChildren(list);
      if (rest.length && !full) box.append(make("p", { class: "soft" }, say(words.tap, { n: order.length + 1 })));
      if (!full)
        rest.forEach((select) => {
          const made = make(
            "button",
            { type: "button", class: "add" },
            make("span", { "aria-hidden": "true" }, "+ "),
            nameOf(select),
          );
          made.dataset.at = select.name + " in";
          made.addEventListener("click", () => place([...order, select], select, " up"));
          box.append(made);
        });
    };
    section.querySelector(".plain").hidden = true;
    section.querySelector(".plain").after(box);
  }

  // --- Widgets: points
  function weigh(section) {
    const total = +section.dataset.total,
      step = Math.max(1, Math.round(total / 20));
    const left = section.querySelector(".left");
    left.hidden = false;
    const sum = () => fieldsOf(section).reduce((all, field) => all + (+field.value || 0), 0);
    for (const field of fieldsOf(section)) {
      const name = field.closest("label").querySelector("span").textContent;
      const move = (by) => {
        const now = +field.value || 0;
        field.value = Math.max(
          0,
          by > 0 && total > sum() ? Math.min(now + by, now + total - sum()) : by > 0 ? now : now + by,
        );
        change(section, 500);
      };
      field.closest("label").after(
        button("−", say(words.less, { name, n: step }), () => move(-step), "step-by"),
        button("+", say(words.more, { name, n: step }), () => move(step), "step-by"),
      );
    }
    section.draw = () => {
      const rest = total - sum();
      left.querySelector("span").textContent =
        rest > 0 ? say(words.left, { n: rest }) : rest ? say(words.over, { n: -rest }) : say(words.spent, { n: total });
      left.classList.toggle("over", rest < 0);
      left.querySelector("i").style.width = Math.min(100, (sum() / total) * 100) + "%";
    };
  }

  // --- Widgets: the quadrant
  function chart(section) {
    const rows = [...section.querySelectorAll(".row")];
    const grid = +section.dataset.grid;
    const map = section.querySelector(".map");
    const cells = map.querySelector(".cells"),
      chips = map.querySelector(".chips");
    let active = rows.findIndex((row) => row.querySelectorAll(":checked").length < 2);
    if (active < 0) active = 0;
    cells.style.gridTemplateColumns = `repeat(${grid}, 1fr)`;
    for (let effect = grid; effect; effect -= 1)
      for (let effort = 1; effort <= grid; effort += 1) {
        const cell = make("div");
        cell.addEventListener("click", () => {
          if (!stage.open) return;
          for (const field of rows[active].querySelectorAll("input"))
            field.checked = +field.value === (field.name.endsWith(".effort") ? effort : effect);
          const next = rows.findIndex((row) => row.querySelectorAll(":checked").length < 2);
          if (next >= 0) active = next;
          change(section, 500);
        });
        cells.append(cell);
      }
    rows.forEach((row, at) => {
      const chip = make(
        "div",
        {},
        make("b", {}, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at]),
        row.querySelector("legend").textContent,
      );
      chip.addEventListener("click", () => {
        active = at;
        section.draw();
      });
      chips.append(chip);
    });
    section.draw = () => {
      for (const cell of cells.children) cell.replaceChildren();
      rows.forEach((row, at) => {
        const [effort, effect] = [".effort", ".effect"].map(
          (axis) => +([...row.querySelectorAll(":checked")].find((one) => one.name.endsWith(axis)) || {}).value || 0,
        );
        const placed = effort && effect;
        chips.children[at].className = (at === active ? "on" : "") + (placed ? " placed" : "");
        if (placed)
          cells.children[(grid - effect) * grid + effort - 1].append(
            make("b", { class: at === active ? "on" : "" }, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at]),
          );
      });
    };
    map.hidden = false;
    section.querySelector("details").open = false;
  }

  // --- Widgets: taking a choice back, and fields that grow
  function forget(section) {
    const made = button(
      words.clear,
      "",
      () => {
        for (const field of fieldsOf(section)) field.checked = false;
        change(section, 150);
        section.querySelector("input").focus();
      },
      "undo",
    );
    made.removeAttribute("aria-label");
    made.setAttribute("aria-describedby", "h-" + questionOf(section));
    section.append(made);
    section.draw = () => {
      made.hidden = !isAnswered(section);
    };
  }
  function grow(section) {
    const field = section.querySelector("textarea");
    const room = make("p", { class: "room soft" });
    section.append(room);
    section.draw = () => {
      const rest = field.maxLength - field.value.length;
      room.textContent = rest < field.maxLength / 5 ? say(words.room, { n: rest }) : "";
      if (CSS.supports("field-sizing", "content")) return;
      field.style.height = "auto";
      field.style.height = field.scrollHeight + 4 + "px";
    };
  }
  const widgets = { ranking: rank, points: weigh, quadrant: chart, choice: forget, scale: forget, text: grow };
  function redraw(section) {
    if (section.draw) section.draw();
  }

  // --- Going on
  $("next").addEventListener("click", () => {
    const open = sections.filter((one) => !isAnswered(one));
    const below = open.find((one) => one.getBoundingClientRect().top > 80) || open[0] || $("end");
    below.setAttribute("tabindex", "-1");
    below.scrollIntoView({ block: "start" });
    below.focus({ preventScroll: true });
  });
  let warned = false;
  form.addEventListener("submit", async (event) => {
    const other = (event.submitter && event.submitter.value) || "";
    event.preventDefault();
    const lacking = sections.filter((one) => findLack(one) || problems[questionOf(one)]);
    if (!other.startsWith("lang-") && lacking.length && !warned) {
      warned = true;
      for (const section of lacking) if (findLack(section)) mark(section, findLack(section));
      const list = make("ul");
      for (const section of lacking)
        list.append(make("li", {}, make("a", { href: "#" + section.id }, section.querySelector("h2").textContent)));
      $("unfinished").replaceChildren(make("p", {}, words.unfinished), list);
      $("unfinished").hidden = false;
      $("unfinished").focus();
      return;
    }
    for (let tries = 0; tries < 40 && (sending || ready().length) && !(trouble && tries > 1); tries += 1) {
      if (!sending) await send();
      else await new Promise((done) => setTimeout(done, 50));
    }
    if (!other.startsWith("lang-")) {
      if (ready().length) return announce(words[$("bar").dataset.state]);
      location.href = `${action}?lang=${form.dataset.language}${state ? "&r=" + state.id : ""}&done=1`;
      return;
    }
    query.set("lang", other.slice(5));
    if (!shelf && state) query.set("r", state.id);
    const address = "?" + query;
    if (!shelf && ready().length) return announce(words.loose);
    try {
      await fetch(address, { method: "HEAD" });
      location.search = address;
    } catch {
      announce(words.later);
      $("state").textContent = words.later;
    }
  });

  // --- Begin
  if (query.has("new")) {
    if (shelf) shelf.removeItem(key);
    query.delete("new");
    history.replaceState(null, "", "?" + query);
  }
  read();
  if (query.get("r") && (!state || state.id !== query.get("r"))) {
    begin();
    for (const section of sections) Object.assign(state.values, gather(section));
    keep();
  }
  document.body.classList.add("live");
  for (const section of sections) {
    if (state) fill(section, state.values);
    if (widgets[section.dataset.kind]) widgets[section.dataset.kind](section);
    redraw(section);
  }
  $("go").textContent = words.done;
  arrange(false);
  show();
  follow();
  const at = $("q-" + form.dataset.at);
  if (at && !at.hidden) at.scrollIntoView({ block: "start", behavior: "instant" });
  plan(200);
})();
