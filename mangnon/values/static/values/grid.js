// The grid of reported figures: moving, typing, pasting; each cell is saved by itself. What is not
// saved yet is kept in the browser's session, and sent again when the connection is back.
const SEND_AFTER = 200;
const TRY_AGAIN_AFTER = 3000;
const MOST_AT_ONCE = 2000;

const table = document.getElementById("grid");
const status = document.getElementById("status");
const doubts = document.getElementById("doubts");
const about = document.getElementById("about");
const token = document.querySelector("#token [name=csrfmiddlewaretoken]").value;
const writtenAs = document.getElementById("written-as");
const memory = `values:${location.pathname}`;

const rows = [...table.tBodies[0].rows];
const cells = rows.map((row) => [...row.querySelectorAll("td")]);
const totals = [...table.querySelectorAll("tfoot td")];
const place = new Map();
const byName = new Map();
cells.forEach((line, r) => line.forEach((td, c) => {
  place.set(td, [r, c]);
  byName.set(`${td.dataset.u} ${td.dataset.i}`, td);
}));

const waiting = new Map(); // cell -> what is still to be sent of it
let sending = false;
let timer = 0;
let active = cells[0][0];
let field = null;

// crypto.randomUUID is not there over plain http in an office's own network.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const isOpen = (td) => td.getAttribute("aria-readonly") !== "true";
const textOf = (td) => td.firstElementChild.textContent;

function show(td, text) {
  td.firstElementChild.textContent = text;
  addUp(place.get(td)[1]);
}

function numberIn(text) {
  const plain = text.replaceAll(".", "").replace(",", ".");
  return plain.trim() === "" ? NaN : Number(plain);
}

function addUp(column) {
  const total = totals[column];
  if (!total || total.dataset.total === undefined) return;
  let sum = 0;
  let count = 0;
  rows.forEach((row, r) => {
    const value = row.dataset.sum === undefined ? NaN : numberIn(textOf(cells[r][column]));
    if (!Number.isNaN(value)) {
      sum += value;
      count += 1;
    }
  });
  total.textContent = count ? sum.toLocaleString("vi") : "";
}

function go(td) {
  active.tabIndex = -1;
  active = td;
  td.tabIndex = 0;
  td.focus();
  tell(td);
}

// What the row and the column of a cell are called.
function namesOf(r, c) {
  const heads = [rows[r].cells[0], table.tHead.rows[0].cells[c + 1]];
  return heads.map((head) => head.title || head.textContent.trim());
}

function tell(td) {
  const [r, c] = place.get(td);
  const last = td.querySelector("small");
  const words = namesOf(r, c);
  if (last) words.push(`${table.dataset.before}: ${last.textContent} (${last.title})`);
  about.textContent = words.join(" · ");
  if (!td.dataset.id) return;
  const story = document.createElement("a");
  story.href = table.dataset.history.replace("/0/", `/${td.dataset.id}/`);
  story.textContent = table.dataset.story;
  about.append(" · ", story);
}

function move(td, down, right) {
  let [r, c] = place.get(td);
  r = Math.min(Math.max(r + down, 0), cells.length - 1);
  c = Math.min(Math.max(c + right, 0), cells[r].length - 1);
  go(cells[r][c]);
}

// --- Typing ---

function edit(td, text) {
  if (!isOpen(td)) return;
  field = document.createElement("input");
  field.value = text;
  field.autocomplete = "off";
  field.setAttribute("aria-label", about.textContent);
  td.append(field);
  field.focus();
}

function leave(keep) {
  const [input, td] = [field, field.parentElement];
  field = null; // taking the field away makes it lose the focus, which asks once more
  const text = input.value.trim();
  input.remove();
  if (keep && (text !== textOf(td) || td.dataset.is)) write(td, text, "typed");
  return td;
}

table.addEventListener("focusout", (event) => {
  if (field && event.target === field) leave(true);
});

table.addEventListener("mousedown", (event) => {
  const td = event.target.closest("tbody td");
  if (!td || event.target === field) return;
  event.preventDefault();
  if (field) leave(true);
  go(td);
});
table.addEventListener("dblclick", (event) => {
  const td = event.target.closest("tbody td");
  if (td && !field) edit(td, textOf(td));
});

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1e6], End: [0, 1e6],
};

table.addEventListener("keydown", (event) => {
  if (event.isComposing || !event.target.closest("tbody td")) return;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === "Tab" && !modified) {
    const [, c] = place.get(active);
    const atEnd = event.shiftKey ? c === 0 : c === cells[0].length - 1;
    if (atEnd && !field) return; // the next thing on the page
    event.preventDefault();
    move(field ? leave(true) : active, 0, event.shiftKey ? -1 : 1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    move(field ? leave(true) : active, event.shiftKey ? -1 : 1, 0);
  } else if (field) {
    if (event.key === "Escape") go(leave(false));
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      move(leave(true), ...STEPS[event.key]);
    }
  } else if (event.key in STEPS && !modified) {
    event.preventDefault();
    move(active, ...STEPS[event.key]);
  } else if (event.key === "F2") {
    event.preventDefault();
    edit(active, textOf(active));
  } else if ((event.key === "Delete" || event.key === "Backspace") && !modified) {
    event.preventDefault();
    if (isOpen(active) && textOf(active)) write(active, "", "typed");
  } else if (event.key.length === 1 && !modified) edit(active, "");
});

document.addEventListener("copy", (event) => {
  if (field || document.activeElement !== active) return;
  event.clipboardData.setData("text/plain", textOf(active));
  event.preventDefault();
});

table.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  const block = text.split(/\r?\n/).map((line) => line.split("\t"));
  if (field && block.length === 1 && block[0].length === 1) return;
  event.preventDefault();
  const [top, left] = place.get(field ? leave(false) : active);
  let closed = 0;
  let outside = false;
  block.forEach((line, r) => line.forEach((part, c) => {
    const td = cells[top + r]?.[left + c];
    if (!td) outside = true;
    else if (!isOpen(td)) closed += 1;
    else if (part.trim() !== textOf(td)) write(td, part.trim(), "pasted");
  }));
  go(cells[top][left]);
  const words = [];
  if (closed) words.push(`${table.dataset.closed} ${closed}.`);
  if (outside) words.push(table.dataset.outside);
  if (words.length) status.textContent = words.join(" ");
});

// --- Saving ---

function write(td, text, how, sure = false) {
  forget(td);
  show(td, text);
  td.dataset.is = "waiting";
  waiting.set(td, { text, how, sure, key: newKey(), seen: Number(td.dataset.v), as: writtenAs.value });
  keep();
  soon(SEND_AFTER);
}

function keep() {
  const list = [...waiting].map(([td, one]) => ({ ...one, unit: td.dataset.u, item: td.dataset.i }));
  if (list.length) sessionStorage.setItem(memory, JSON.stringify(list));
  else sessionStorage.removeItem(memory);
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

// Cells that were written alike go together; the rest waits for the answer.
function batch() {
  const first = waiting.values().next().value;
  return [...waiting]
    .filter(([, one]) => one.how === first.how && one.as === first.as)
    .slice(0, MOST_AT_ONCE);
}

async function send() {
  if (sending || !waiting.size) return;
  sending = true;
  status.textContent = table.dataset.saving;
  const sent = batch();
  const body = JSON.stringify({
    how: sent[0][1].how,
    as: sent[0][1].as,
    cells: sent.map(([td, one]) => ({
      unit: Number(td.dataset.u), item: td.dataset.i, text: one.text, seen: one.seen,
      key: one.key, sure: one.sure,
    })),
  });
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await fetch(table.dataset.save, {
      method: "POST", body, headers, credentials: "same-origin",
    });
    if (answer.status === 422) {
      const { says } = await answer.json();
      sent.forEach(([td, one]) => {
        settle(td, one);
        doubt(td, { outcome: "refused", says, offers: [], typed: one.text });
      });
    } else if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    else {
      const told = await answer.json();
      const whose = new Map(sent.map(([td, one]) => [one.key, [td, one]]));
      for (const one of told.cells) take(...whose.get(one.key), one);
    }
    sending = false;
    keep();
    if (waiting.size) soon(0);
    else status.textContent = doubts.childElementCount ? "" : table.dataset.saved;
  } catch {
    sending = false;
    status.textContent = `${table.dataset.lost} ${waiting.size}.`;
    soon(TRY_AGAIN_AFTER);
  }
}

// What was written over the cell meanwhile goes on from the version that is there now.
function settle(td, sent) {
  if (waiting.get(td) === sent) waiting.delete(td);
  else if (waiting.has(td)) waiting.get(td).seen = Number(td.dataset.v);
}

function take(td, sent, answer) {
  td.dataset.id = answer.id ?? "";
  if (answer.outcome === "saved") td.dataset.v = answer.version;
  settle(td, sent);
  if (waiting.has(td)) return;
  if (answer.outcome === "saved") {
    delete td.dataset.is;
    show(td, answer.text);
    return;
  }
  doubt(td, { ...answer, typed: sent.text });
}

// --- What is asked or refused: shown above the grid until the person has chosen ---

function forget(td) {
  td.mnDoubt?.remove();
  td.mnDoubt = null;
}

function doubt(td, told) {
  forget(td);
  td.dataset.is = told.outcome;
  const line = document.createElement("li");
  const [r, c] = place.get(td);
  const where = document.createElement("strong");
  where.textContent = `${namesOf(r, c).join(", ")}: `;
  line.append(where, told.says);
  for (const offer of told.offers) {
    const isKept = told.outcome === "conflict" && offer === told.offers[0];
    line.append(button(offer.words, () => choose(td, told, offer.text, isKept)));
  }
  if (told.outcome === "refused") {
    line.append(button(table.dataset.mend, () => {
      go(td);
      edit(td, told.typed);
    }));
  }
  td.mnDoubt = line;
  doubts.append(line);
}

function button(words, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm";
  made.textContent = words;
  made.addEventListener("click", action);
  return made;
}

function choose(td, told, text, isKept) {
  td.dataset.v = told.version;
  if (isKept) {
    forget(td);
    delete td.dataset.is;
    show(td, text);
  } else {
    const as = writtenAs.value; // the offered text is in the column's own way already
    writtenAs.value = "";
    write(td, text, "typed", true);
    writtenAs.value = as;
  }
  go(td);
}

window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});

for (const one of JSON.parse(sessionStorage.getItem(memory) ?? "[]")) {
  const td = byName.get(`${one.unit} ${one.item}`);
  if (!td) continue;
  show(td, one.text);
  td.dataset.is = "waiting";
  waiting.set(td, one);
}
if (waiting.size) soon(0);
totals.forEach((_total, column) => addUp(column));
active.tabIndex = 0;
