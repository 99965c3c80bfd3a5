// Ballots in delivery: stored until the server returns a signed receipt. Retried without limit, by one tab at a time.
import { withOffset } from "./ballot.js";
import { ticketHeaders } from "./online.js";
import { verifyReceipt, verifySetAside } from "./receipts.js";

const TIMEOUT_MS = 20_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const REFUSED_PAUSE_MS = 60 * 60_000;
const PERIOD_MS = 60_000;
const FAILURES_THAT_PAUSE = 3;
const OURS = "urn:sipas:problem:";

/**
  * `told(id, outcome)` is called with the outcome of a ballot:
  * { kind: "receipt", code } | { kind: "trial" | "setAside" | "spent" | "conflict" }.
 * `changed()` is called when counts or states may have changed.
 */
export function makeQueue({ store, api, keys, device, told, changed }) {
  const state = { problem: "", codes: [], sentAt: null, setAside: 0 };
  let misses = 0;
  let restUntil = 0;
  let heldUntil = 0;
  let running = null;
  let again = false;
  let isForced = false;
  let timer = 0;

  async function add(record) {
    await store.put({ ...record, attempts: 0, notBefore: 0, state: "waiting", codes: [], queuedAt: Date.now() });
    changed();
    pump();
  }

  /** Sends due ballots. A call during a run causes one more pass. */
  function pump() {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await alone(pass);
      } while (again);
    })().catch(() => {
      // The store failed in between: its contents are still there, and the next pass reads them.
    }).finally(() => {
      running = null;
      changed();
      wake();
    });
    return running;
  }

  const alone = (act) => navigator.locks ? navigator.locks.request("sipas-kiosk-sender", act) : act();

  async function pass() {
    let failures = 0;
    for (const record of await due()) {
      if (Math.max(restUntil, heldUntil) > performance.now() || failures === FAILURES_THAT_PAUSE) {
        break;
      }
      failures = await tryOne(record) ? 0 : failures + 1;
    }
    if (failures === FAILURES_THAT_PAUSE) {
      rest();
    }
  }

  async function due() {
    const now = Date.now();
    const all = isForced;
    isForced = false;
    // If the clock was years ahead, a ballot must not be delayed for years.
    return (await store.all())
      .filter((record) => record.state !== "conflict" && (all || record.notBefore <= now || record.notBefore > now + REFUSED_PAUSE_MS))
      .sort((a, b) => a.notBefore - b.notBefore || a.queuedAt - b.queuedAt);
  }

  // True when the delivery of the ballot is settled, or was delayed by a response of our server.
  async function tryOne(record) {
    const answer = await post(api + "ballots", record);
    const { status, body } = answer;
    if (body && (status === 200 || status === 201)) {
      return settle(record, body);
    }
    const ours = String(body?.type).startsWith(OURS);
    const codes = ours && Array.isArray(body.problems) ? body.problems.map((problem) => String(problem.code)) : [];
    if (answer.retryAfterMs !== null && (status === 429 || status === 503)) {
      heldUntil = performance.now() + answer.retryAfterMs;
      return note(true, "busy", codes);
    }
    if (ours && status === 409) {
      return codes.some((code) => code.startsWith("TKT")) ? leave(record, { kind: "spent" }) : conflict(record, codes);
    }
    if (ours && [400, 413, 415, 422].includes(status)) {
      return setAside(record, codes);
    }
    if (status === 401 || status === 403) {
      rest();
      return note(true, "device", codes);
    }
    if (status >= 500 && status !== 503) {
      return putOff(record, "server");
    }
    // Offline, a captive portal, or a response of a proxy: none of these concerns the ballot itself.
    rest();
    return note(true, "network", codes);
  }

  async function settle(record, body) {
    const { unit } = JSON.parse(record.body);
    let signed = false;
    try {
      signed = body?.kind === "trial"
        ? await verifySetAside(body, record.id, record.body, "trial", keys)
        : await verifyReceipt(body, record.id, unit, keys);
    } catch {
      // The keys could not be fetched: no receipt can be verified yet.
    }
    if (!signed) {
      rest();
      return note(true, "receipt", []);
    }
    return leave(record, body.kind === "trial" ? { kind: "trial" } : { kind: "receipt", code: body.code });
  }

  async function leave(record, outcome) {
    await store.remove(record.id);
    misses = 0;
    state.sentAt = Date.now();
    state.setAside += outcome.kind === "setAside" ? 1 : 0;
    note(true, "", []);
    told(record.id, outcome);
    return true;
  }

  // The server has another ballot under this id. Staff must see it; resending would change nothing.
  async function conflict(record, codes) {
    await store.put({ ...record, state: "conflict", codes });
    told(record.id, { kind: "conflict" });
    return note(true, "conflict", codes);
  }

  // Permanently rejected: the server stores the bytes for review by a person, and the device continues.
  async function setAside(record, codes) {
    const { status, body } = await post(api + "quarantine", record, { "Sipas-Ballot-Id": record.id });
    try {
      if ((status === 200 || status === 201) && await verifySetAside(body, record.id, record.body, "quarantine", keys)) {
        return leave(record, { kind: "setAside" });
      }
    } catch {
      // As above: nothing can be verified without keys.
    }
    await store.put({ ...record, state: "refused", codes, notBefore: Date.now() + REFUSED_PAUSE_MS });
    return note(true, "refused", codes);
  }

  async function putOff(record, problem) {
    const attempts = record.attempts + 1;
    await store.put({ ...record, attempts, notBefore: Date.now() + pauseOf(attempts) });
    return note(false, problem, []);
  }

  async function post(url, record, headers = {}) {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Sipas-Device-Clock": withOffset(Date.now()),
          ...ticketHeaders(record.body),
          ...device.headers(),
          ...headers,
        },
        body: record.body,
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const type = response.headers.get("Content-Type") ?? "";
      return {
        status: response.status,
        retryAfterMs: retryAfterMs(response.headers.get("Retry-After")),
        body: /^application\/(problem\+)?json\b/i.test(type) ? await response.json() : null,
      };
    } catch {
      return { status: 0, retryAfterMs: null, body: null };
    }
  }

  function note(settled, problem, codes) {
    state.problem = problem;
    state.codes = codes;
    return settled;
  }

  function rest() {
    misses++;
    restUntil = performance.now() + pauseOf(misses);
  }

  async function wake() {
    clearTimeout(timer);
    const records = (await store.all().catch(() => [])).filter((record) => record.state !== "conflict");
    if (records.length > 0) {
      const soonest = Math.min(...records.map((record) => Math.max(0, record.notBefore - Date.now())));
      const paused = Math.max(restUntil, heldUntil) - performance.now();
      timer = setTimeout(pump, Math.min(PERIOD_MS, Math.max(soonest, paused, FIRST_PAUSE_MS / 4)));
    }
  }

  // A restored connection ends a pause at once; a pause requested by the server with Retry-After remains.
  function lineIsBack() {
    restUntil = 0;
    pump();
  }

  addEventListener("online", lineIsBack);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lineIsBack());
  setInterval(pump, PERIOD_MS);
  pump();

  return {
    add,
    /** On request of staff: overrides every pause. */
    sendNow() {
      heldUntil = 0;
      isForced = true;
      lineIsBack();
    },
    async read() {
      const records = await store.all();
      const conflicts = records.filter((record) => record.state === "conflict").length;
      return { ...state, records, unsent: records.length - conflicts, conflicts };
    },
  };
}

// Exponential, with random jitter so that the tablets of one hall do not send at the same time.
function pauseOf(attempt) {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 20));
  return longest * (0.5 + Math.random() / 2);
}

function retryAfterMs(header) {
  if (!header) {
    return null;
  }
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), REFUSED_PAUSE_MS);
}
