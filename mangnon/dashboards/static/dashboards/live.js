/* Asks for the live figure again, as long as somebody looks at the page. */
"use strict";

const ASK_EVERY_MS = 2000;

setInterval(() => {
  const live = document.getElementById("live");
  if (live && !document.hidden) htmx.trigger(live, "look");
}, ASK_EVERY_MS);
