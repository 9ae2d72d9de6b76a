// Passkeys: shown where the browser can do them, and nowhere else. Every page works without this file.
// A form says what it wants (data-passkey: create, get or login) and from which options.

const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.parseCreationOptionsFromJSON;

const options = async form => {
  if (form.dataset.passkey !== "login") return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
};

const credential = async form => {
  const { creation_options: creation, request_options: request } = await options(form);
  if (form.dataset.passkey === "create") {
    const wanted = creation.publicKey;
    wanted.authenticatorSelection = { ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(request.publicKey) });
};

for (const form of able ? document.querySelectorAll("[data-passkey]") : []) {
  const fault = form.querySelector("[role=status]");
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    fault.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await credential(form)).toJSON());
    } catch {
      fault.hidden = false;
      return;
    }
    HTMLFormElement.prototype.submit.call(form);
  });
}
