// Takes a one-time code, from the field or from the end of the address, and stores the server's response to it.
import { byId } from "./dom.js";
import { openStore } from "./store.js";

const data = JSON.parse(byId("sipas-data").textContent);

function tell(key, values = {}) {
  const text = (language) => data.texts[key][language].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  byId("enrol-state").textContent = text("vi") + " / " + text("en");
}

async function enrol(event) {
  event.preventDefault();
  const code = byId("code").value.trim().toUpperCase();
  byId("send").disabled = true;
  try {
    const store = await openStore();
    const response = await fetch(data.enrolUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code }),
      cache: "no-store",
      redirect: "error",
    });
    const answer = await response.json();
    if (response.ok && answer.device && answer.secret) {
      await store.saveSetting("device", { device: answer.device, secret: answer.secret, unit: answer.unit, phase: answer.phase });
      tell("done", { device: answer.device, unit: answer.unit });
      byId("form").hidden = true;
      byId("open").href = data.kioskUrl + encodeURIComponent(answer.unit);
      byId("open").hidden = false;
      byId("open").focus();
      return;
    }
    const codes = Array.isArray(answer.problems) ? answer.problems.map((problem) => problem.code).join(", ") : response.status;
    tell("refused", { n: codes });
  } catch {
    tell("failed");
  }
  byId("send").disabled = false;
}

byId("form").addEventListener("submit", enrol);
if (location.hash.length > 1) {
  byId("code").value = decodeURIComponent(location.hash.slice(1));
  // The code can be used only once; it need not remain in the address.
  history.replaceState(null, "", location.pathname);
}
