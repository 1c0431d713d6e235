// Joins allauth's security-key scripts to the buttons of the page, and says so when a key fails.
(() => {
  const button = document.querySelector("[data-key-button]");
  const failed = document.querySelector("[data-key-failed]");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    failed.hidden = false;
    failed.focus();
  });
  const ids = { credential: "id_credential", data: "js_data" };
  const forms = window.allauth.webauthn.forms;
  if (button.dataset.keyButton === "add") {
    forms.addForm({ ids: { ...ids, add: button.id } });
  } else {
    forms.authenticateForm({ ids: { ...ids, authenticate: button.id } });
  }
  button.disabled = false; // a press before this would have been lost
})();
