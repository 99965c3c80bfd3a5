// The display at a counter: requests the code with the credential of the device, and never shows an expired one.
import { byId } from "./dom.js";
import { openStore } from "./store.js";

const RETRY_MS = 5_000;
const SVG = "http://www.w3.org/2000/svg";

const data = JSON.parse(byId("sipas-data").textContent);
let endsAt = 0;

const both = (key, values = {}) => ["vi", "en"]
  .map((language) => data.texts[key][language].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)))
  .join(" / ");

function tell(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = text.length === 0;
}

function show(answer) {
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", `0 0 ${answer.size} ${answer.size}`);
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", answer.path);
  picture.append(path);
  byId("picture").replaceChildren(picture);
  byId("picture").dataset.address = answer.address;
  byId("picture").hidden = false;
  endsAt = performance.now() + answer.seconds * 1000;
}

function tick() {
  const left = Math.ceil((endsAt - performance.now()) / 1000);
  byId("picture").hidden = left <= 0;
  byId("left").hidden = left <= 0;
  byId("left").textContent = both("left", { n: Math.max(1, left) });
}

async function renew(device) {
  try {
    const response = await fetch(data.codeUrl, {
      headers: { Authorization: `SipasDevice ${device.device}.${device.secret}` },
      cache: "no-store",
      redirect: "error",
    });
    const answer = await response.json();
    if (response.ok && answer.unit === data.unit) {
      show(answer);
      tell("");
      tick();
      return answer.seconds * 1000;
    }
    const codes = Array.isArray(answer.problems) ? answer.problems.map((problem) => problem.code).join(", ") : response.status;
    tell(response.ok ? both("otherUnit", { unit: answer.unit }) : both("refused", { n: codes }));
  } catch {
    tell(both("failed"));
  }
  return RETRY_MS;
}

async function run() {
  let device = null;
  try {
    device = await (await openStore()).setting("device");
  } catch {
    // A browser without storage is not enrolled.
  }
  if (!device) {
    tell(both("notEnrolled", { address: new URL(data.enrolUrl, location.href).href }));
    return;
  }
  const next = async () => setTimeout(next, await renew(device));
  setInterval(tick, 1000);
  await next();
}

run();
