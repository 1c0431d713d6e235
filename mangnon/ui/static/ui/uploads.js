// Sends the files of a form before the form, each in pieces, and goes on where a broken connection
// left off: also after the page was loaded again, as long as the same file is chosen.
(() => {
  if (window.sendsUploads) return;
  window.sendsUploads = true;

  const PIECE = 4 * 1024 * 1024;
  const LONGEST_WAIT = 30000;
  const GONE = 404;
  const OUT_OF_STEP = 409;
  const running = new Map(); // how many files of a form are on their way

  class Stopped extends Error {}

  const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const listOf = (input) =>
    input.form.querySelector(`[data-uploads-list="${input.name}"]`);
  const memory = (file) => `upload:${file.name}:${file.size}:${file.lastModified}`;

  function remembered(file) {
    const known = sessionStorage.getItem(memory(file));
    if (known) return known;
    const made = newKey();
    sessionStorage.setItem(memory(file), made);
    return made;
  }

  function newKey() {
    // crypto.randomUUID is not there over plain http in an office's own network.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  async function ask(address, options, form) {
    const headers = { "X-CSRFToken": token(form), ...options.headers };
    const answer = await fetch(address, { ...options, headers, credentials: "same-origin" });
    if (answer.ok || answer.status === OUT_OF_STEP || answer.status === GONE) return answer;
    if (answer.status >= 500) throw new Error(String(answer.status));
    throw new Stopped(await answer.text());
  }

  async function begin(input, file) {
    const body = new FormData();
    body.set("id", remembered(file));
    body.set("name", file.name);
    body.set("size", file.size);
    const answer = await ask(input.dataset.uploads, { method: "POST", body }, input.form);
    if (answer.ok) return `${input.dataset.uploads}${body.get("id")}/`;
    sessionStorage.removeItem(memory(file)); // the number is somebody else's: take another one
    return begin(input, file);
  }

  async function sendOnce(input, file, told) {
    const address = await begin(input, file);
    const there = await ask(address, { method: "HEAD" }, input.form);
    let offset = Number(there.headers.get("Upload-Offset"));
    while (offset < file.size) {
      told(offset);
      const answer = await ask(
        address,
        {
          method: "PATCH",
          body: file.slice(offset, offset + PIECE),
          headers: {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": String(offset),
          },
        },
        input.form,
      );
      if (!answer.ok) throw new Error(String(answer.status)); // ask anew how much is there
      offset = Number(answer.headers.get("Upload-Offset"));
    }
    return address.split("/").at(-2);
  }

  async function send(input, file, line, words) {
    const bar = line.querySelector("progress");
    for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        return await sendOnce(input, file, (offset) => {
          bar.value = offset / file.size;
          words(listOf(input).dataset.sending);
        });
      } catch (fault) {
        if (fault instanceof Stopped || !line.isConnected) throw fault;
        words(listOf(input).dataset.waiting);
        await new Promise((go) => setTimeout(go, wait));
      }
    }
  }

  function lineOf(input, file) {
    const line = document.createElement("li");
    line.className = "d-flex flex-wrap gap-2 align-items-baseline py-1";
    const name = document.createElement("span");
    name.textContent = file.name;
    name.className = "flex-fill text-break";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    const state = document.createElement("span");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn btn-sm";
    remove.dataset.uploadRemove = "";
    remove.textContent = listOf(input).dataset.remove;
    line.append(name, bar, state, remove);
    listOf(input).append(line);
    return [line, (text) => { state.textContent = text; }];
  }

  function hold(form, change) {
    running.set(form, (running.get(form) ?? 0) + change);
    for (const button of form.querySelectorAll("[type=submit]")) {
      button.disabled = running.get(form) > 0;
    }
  }

  async function take(input, file) {
    const [line, words] = lineOf(input, file);
    if (file.size > Number(input.dataset.largest)) {
      words(listOf(input).dataset.tooLarge);
      return;
    }
    hold(input.form, 1);
    try {
      const key = await send(input, file, line, words);
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = listOf(input).dataset.keptName;
      kept.value = key;
      line.append(kept);
      words(listOf(input).dataset.whole);
    } catch (fault) {
      words(fault instanceof Stopped ? fault.message : "");
      sessionStorage.removeItem(memory(file));
    } finally {
      line.querySelector("progress").remove();
      hold(input.form, -1);
    }
  }

  document.addEventListener("change", (event) => {
    const input = event.target.closest("input[type=file][data-uploads]");
    if (!input) return;
    for (const file of [...input.files]) take(input, file);
    input.value = ""; // what is sent already is not sent once more with the form
  });

  document.addEventListener("click", (event) => {
    event.target.closest("[data-upload-remove]")?.closest("li").remove();
  });
})();
