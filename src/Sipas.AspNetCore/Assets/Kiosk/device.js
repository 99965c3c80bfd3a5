// The stored data of an enrolled device, and its heartbeat.
import { withOffset } from "./ballot.js";

const BEAT_MS = 60_000;

export async function makeDevice(store, api, version) {
  let known = await store.setting("device");
  const state = { revoked: false, skewMs: null, beatAt: null };

  const headers = () => known ? { Authorization: `SipasDevice ${known.device}.${known.secret}` } : {};

  async function beat(queue) {
    if (!known) {
      return;
    }
    const sentAt = Date.now();
    try {
      const response = await fetch(api + "devices/heartbeat", {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers() },
        body: JSON.stringify({ queue: (await queue.read()).unsent, version, clock: withOffset(sentAt) }),
        cache: "no-store",
        redirect: "error",
      });
      state.revoked = response.status === 401;
      if (!response.ok) {
        return;
      }
      const { serverTime, phase } = await response.json();
      state.skewMs = (sentAt + Date.now()) / 2 - Date.parse(serverTime);
      state.beatAt = Date.now();
      if (phase && phase !== known.phase) {
        known = { ...known, phase };
        await store.saveSetting("device", known);
      }
    } catch {
      // Offline: the server correctly lists this device as silent.
    }
  }

  return {
    headers,
    state,
    get code() {
      return known?.device ?? null;
    },
    get unit() {
      return known?.unit ?? null;
    },
    get isTrial() {
      return known?.phase === "trial";
    },
    startBeating(queue, changed) {
      const once = () => beat(queue).then(changed);
      once();
      setInterval(once, BEAT_MS);
    },
  };
}
