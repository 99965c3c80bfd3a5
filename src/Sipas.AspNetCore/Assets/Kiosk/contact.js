// The offer of contact after a low rating. Typed data is only in the fields of the form: it is sent while the person
// waits, and never stored on this device.
import { byId, element } from "./dom.js";
import { isKept, postOnce } from "./online.js";

const MAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const PHONE = /^\+?[0-9(][0-9 .()-]*$/;

/** Whether contact may be offered here: only in a secure context. */
export const mayOffer = (data) => Boolean(data.contact) && isSecureContext && Boolean(crypto.subtle);

/** Whether a ballot is a low rating, by the host's rule for alerts. */
export function isLow(filled, data) {
  const items = data.questions.flatMap((question) => question.items);
  return Boolean(data.contact)
    && items.filter((item) => data.contact.lowLevels[item.scale]?.includes(filled.answers[item.code])).length >= data.contact.lowAnswers;
}

/** Creates the fields: they are in the page only while a person fills them in. */
export function openForm(data, changed) {
  const fields = {
    about: element("textarea", { rows: 3, maxLength: data.contact.maximumAbout, autocapitalize: "sentences" }),
    contact: element("input", { type: "text", inputMode: "email", maxLength: data.contact.maximumName, autocapitalize: "none" }),
    name: element("input", { type: "text", maxLength: data.contact.maximumName, autocapitalize: "words" }),
    consent: element("input", { type: "checkbox" }),
  };
  for (const [name, field] of Object.entries(fields)) {
    field.id = "contact-" + name;
    // A different name each time, so that no browser suggests previously typed values.
    field.name = "contact-" + crypto.getRandomValues(new Uint32Array(1))[0];
    field.autocomplete = "off";
    field.spellcheck = false;
    if (name !== "name") {
      field.setAttribute("aria-required", "true");
    }
    field.addEventListener("input", changed);
    const place = document.querySelector(`[data-field="${name}"]`);
    place.querySelector("input, textarea")?.remove();
    if (name === "consent") {
      place.prepend(field);
    } else {
      place.append(field);
    }
  }
}

/** Removes the fields with their contents from the page. */
export function forgetForm() {
  for (const field of document.querySelectorAll("[data-field] input, [data-field] textarea")) {
    field.value = "";
    field.remove();
  }
  tell("", null);
}

/** Returns the error message, or an empty text; the field with the error gets the focus. */
export function faultOf(words) {
  const contact = byId("contact-contact").value.trim();
  const digits = contact.replace(/\D/g, "").length;
  return byId("contact-about").value.trim() === "" ? tell(words.word("contactAboutMissing"), "about")
    : !MAIL.test(contact) && !(PHONE.test(contact) && digits >= 8 && digits <= 15) ? tell(words.word("contactContactWrong"), "contact")
    : !byId("contact-consent").checked ? tell(words.word("contactConsentMissing"), "consent")
    : tell("", null);
}

export function tell(text, wrong) {
  byId("contact-error").textContent = text;
  byId("contact-error").hidden = text === "";
  for (const field of document.querySelectorAll("[data-field] input, [data-field] textarea")) {
    const isWrong = field.id === "contact-" + wrong;
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (isWrong) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", "contact-error");
      field.focus();
    }
  }
  return text;
}

/** The bytes to send. The id is completely random: a version 7 id would reveal the time of the ballot. */
export function contactBody(data, words, id) {
  return JSON.stringify({
    id,
    unit: data.unit,
    name: byId("contact-name").value.trim() || undefined,
    contact: byId("contact-contact").value.trim(),
    about: byId("contact-about").value.trim(),
    language: words.tagOf(data.contact.consent) === "en" ? "en" : "vi",
    consent: data.contact.version,
    ticket: data.ticket ?? undefined,
  });
}

/** One attempt. Returns our server's response, recognized by the hash of exactly the sent bytes, or null with the codes of the problems. */
export async function sendContact(url, id, body, headers, signal) {
  const { status, answer, codes } = await postOnce(url, body, headers, signal);
  return isKept(status) && answer?.id === id && answer.bodyHash === await hashOf(body) ? { answer, codes: [] } : { answer: null, codes };
}

async function hashOf(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
