// Keeps a draft as somebody types: the fields of the form on this page, a few seconds after the last change. The page does
// without it: Continue saves too.
(() => {
  "use strict";
  const form = document.querySelector("form[data-save]");
  const status = form.querySelector("[role=status]");
  const revision = form.elements.revision;
  const WAIT = 3000;
  let before = said(), timer = 0, busy = false;

  function said() {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("revision");
    return fields.toString();
  }

  async function save(leaving) {
    const now = said();
    if (now === before || (busy && !leaving)) return;
    busy = true;
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: leaving === true,
      });
      if (answer.ok) {
        const kept = await answer.json();
        revision.value = kept.revision;
        before = now;
        status.textContent = "Saved at " + kept.saved;
      } else {
        status.textContent = answer.status === 409
          ? "Changed in another window. Choose Continue to see both"
          : "Not saved yet. Choose Continue to save";
      }
    } catch {
      status.textContent = "Not saved: no connection. Choose Continue when there is one";
    }
    busy = false;
    if (said() !== now) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", () => { clearTimeout(timer); before = said(); });
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
})();
