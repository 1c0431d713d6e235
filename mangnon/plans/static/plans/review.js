// The review by keyboard, and a document that follows the item in focus.
// Every step is a link or a button of the page: without this file all of them still work.
"use strict";
(() => {
  const KEYS_OFF = "mangnon.review.keys.off";
  const FIELDS = "input, textarea, select, [contenteditable]";
  const page = document.getElementById("understood");
  const pane = document.getElementById("document");
  const keys = document.getElementById("keys");
  const said = document.getElementById("said");
  const byId = (id) => document.getElementById(id);
  const rows = () => [...page.querySelectorAll("[data-row]")];

  let currentId = null; // the row that keys act on; its element changes with every swap
  let waitingKeys = []; // what was pressed while an answer was under way
  let isBusy = false;

  const current = () => document.activeElement.closest("[data-row]") || (currentId && byId(currentId));
  const say = (words) => { said.textContent = words; };

  function focusRow(row) {
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  // The line of the row, and the lines after it for as long as they go on with the same words.
  function linesOf(row) {
    const words = plain(row.closest(".plan-block, li").querySelector(".plan-words"));
    const own = plain(row.querySelector(".plan-words"));
    const found = [];
    for (const label of (row.dataset.lines || "").split(" ").filter(Boolean)) {
      let line = byId(`line-${label}`);
      while (line && !found.includes(line)) {
        found.push(line);
        const next = line.nextElementSibling;
        const text = next && plain(next.querySelector(".plan-line-text"));
        line = text && (words.includes(text) || own.includes(text)) ? next : null;
      }
    }
    return found;
  }

  function plain(element) {
    return element.textContent.replace(/\s+/g, " ").trim();
  }

  function mark(row) {
    for (const old of document.querySelectorAll(".is-current")) old.classList.remove("is-current");
    row.classList.add("is-current");
    const lines = linesOf(row);
    for (const line of lines) line.classList.add("is-current");
    const isBeside = pane.scrollHeight > pane.clientHeight;
    if (lines.length && isBeside) pane.scrollTop = lines[0].offsetTop - pane.clientHeight / 3;
  }

  function step(by) {
    const all = rows();
    const at = all.indexOf(current());
    focusRow(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  // The next row after this one, and from the top again, that still waits; false if none does.
  function toNext(attribute, from) {
    const all = rows();
    const at = all.indexOf(from);
    const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(
      (row) => row !== from && row.hasAttribute(attribute)
    );
    if (next) focusRow(next);
    return Boolean(next);
  }

  function press(row, key) {
    waitingKeys.push([row.id, key]);
    if ((key === "c" || key === "x") && !toNext("data-waits", row)) toApproval();
    if (!isBusy) runNext();
  }

  function runNext() {
    const [id, key] = waitingKeys.shift() || [];
    if (!id) return;
    const control = byId(id)?.querySelector(`[data-key="${key}"]`);
    if (!control) {
      say(said.dataset.cannot);
      runNext();
      return;
    }
    isBusy = control.hasAttribute("hx-post") || control.hasAttribute("hx-get");
    control.click();
  }

  function toApproval() {
    byId("approve")?.querySelector("button")?.focus();
  }

  function toLine(row) {
    const [line] = linesOf(row);
    if (!line) return;
    line.scrollIntoView({ block: "center" });
    (line.querySelector("a") || pane).focus({ preventScroll: true });
  }

  // The button of the part in focus; elsewhere the key only goes to the first such button.
  function confirmMany(key) {
    const here = document.activeElement.closest("section");
    const button = here && here.querySelector(`[data-key="${key}"]`);
    const elsewhere = page.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
    else if (elsewhere) elsewhere.focus();
    else say(said.dataset.cannot);
  }

  function onKey(event) {
    const target = event.target;
    const form = target.closest("form.plan-form");
    if (form && event.key === "Escape") form.querySelector("[data-cancel]").click();
    if (form && event.key === "Enter" && event.ctrlKey) splitHere(form);
    if (target.closest(FIELDS) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!page || keys.open || localStorage.getItem(KEYS_OFF)) return;
    if (act(event.key, target)) event.preventDefault();
  }

  function showKeys() {
    keys.showModal();
    keys.querySelector("button").focus();
  }

  function act(key, target) {
    const isOnRow = target.matches("[data-row]");
    const row = current();
    if (key === "?") showKeys();
    else if (key === "j" || (key === "ArrowDown" && isOnRow)) step(1);
    else if (key === "k" || (key === "ArrowUp" && isOnRow)) step(-1);
    else if (key === "n") toNext("data-first", row) || say(said.dataset.none);
    else if (key === "p") toApproval();
    else if (key === "a" || key === "y") confirmMany(key);
    else if (key === "l" && row) toLine(row);
    else if (key === "Enter" && isOnRow) press(row, "c");
    else if ("cxeumsh".includes(key) && key.length === 1 && row) press(row, key);
    else return false;
    return true;
  }

  function splitHere(form) {
    const words = form.querySelector("[data-split]");
    if (!words) return;
    words.setRangeText(` ${words.dataset.split} `);
    form.requestSubmit();
  }

  function onForm(form) {
    const here = form.querySelector("[data-split-here]");
    if (here) here.hidden = false;
    const first = form.querySelector("[role=alert]") || form.querySelector("textarea, select, input:not([type=hidden])");
    first.focus();
  }

  // After an answer: a form gets the focus; what lost it by the swap gives it to its row, or to
  // the next that waits if the answer was to a form that was sent.
  function onAnswer(wasSent) {
    isBusy = false;
    const form = page.querySelector("form.plan-form");
    if (form && !form.contains(document.activeElement)) onForm(form);
    else if (!form && document.activeElement === document.body) {
      const row = currentId && byId(currentId);
      if (!row || wasSent) toNext("data-waits", row) || focusRow(row);
      else focusRow(row);
    }
    runNext();
  }

  let settling;
  document.body.addEventListener("htmx:afterSettle", ({ detail: { requestConfig: asked } }) => {
    clearTimeout(settling); // one answer settles in several places
    settling = setTimeout(onAnswer, 0, asked.verb === "post" && asked.elt.closest("form.plan-form"));
  });
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.failed) return;
    waitingKeys = [];
    isBusy = false;
    const refused = detail.target && byId(detail.target.id);
    focusRow(refused && refused.querySelector("[data-row]"));
  });

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", ({ target }) => {
    const here = target.closest("[data-split-here]");
    if (here) splitHere(here.closest("form"));
    const line = target.closest("#document [data-mark]");
    if (line && !String(getSelection())) focusRow(byId(line.dataset.mark));
  });
  if (!page) return;

  page.addEventListener("focusin", ({ target }) => {
    const row = target.closest("[data-row]");
    if (!row) return;
    currentId = row.id;
    mark(row);
  });
  if (!keys) return;

  const shown = byId("show-keys");
  shown.hidden = false;
  shown.addEventListener("click", showKeys);
  const use = byId("keys-on");
  use.checked = !localStorage.getItem(KEYS_OFF);
  use.addEventListener("change", () => {
    if (use.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });

  // After a whole page was answered: on at the item or the part that the address names. The
  // browser goes to the address itself while it loads, and would take the focus away again.
  function toAddress() {
    const asked = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!asked || !page.contains(asked)) return;
    const row = asked.matches("[data-row]") ? asked : asked.querySelector("[data-waits]");
    if (row) {
      focusRow(row);
      return;
    }
    const all = rows();
    const before = all.filter((each) => asked.contains(each)).pop();
    if (!toNext("data-waits", before)) toApproval();
  }
  addEventListener("load", () => requestAnimationFrame(toAddress));
})();
