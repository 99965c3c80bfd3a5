// Information for staff: how many ballots wait, why, and a way to copy them off this device.
import { byId, element } from "./dom.js";

const HOLD_MS = 3000;
const SEQUENCE = "sipas";

/** Opens by a long press on the name of the unit, or by typing "sipas" on the start screen. */
export function watchForStaff(open) {
  const place = byId("names");
  let timer = 0;
  let typed = "";
  place.addEventListener("pointerdown", () => {
    timer = setTimeout(open, HOLD_MS);
  });
  for (const kind of ["pointerup", "pointerleave", "pointercancel"]) {
    place.addEventListener(kind, () => clearTimeout(timer));
  }
  place.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    typed = event.key.length === 1 ? (typed + event.key.toLowerCase()).slice(-SEQUENCE.length) : "";
    if (typed === SEQUENCE) {
      typed = "";
      open();
    }
  });
}

export function showFacts(facts) {
  byId("staff-facts").replaceChildren(...facts.flatMap(([name, value, tone]) => [
    element("dt", {}, name),
    element("dd", tone ? { "data-tone": tone } : {}, String(value)),
  ]));
}

/** A file with one ballot per line, exactly the bytes that would be sent: `sipas import` reads it. */
export function exportQueue(records, name) {
  const address = URL.createObjectURL(new Blob(records.map((record) => record.body + "\n"), { type: "application/x-ndjson" }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
