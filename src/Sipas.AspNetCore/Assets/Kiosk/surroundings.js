// Capabilities of this browser, for the queue and for staff.

/** The reason why ballots cannot be stored here, or an empty text. */
export function whyNoQueue() {
  return !isSecureContext || !crypto.subtle ? "insecure" : !("indexedDB" in globalThis) || !indexedDB ? "noStore" : "";
}

/** Whether the browser granted persistent storage, and whether it appears to be a private window. */
export async function storageFacts() {
  const facts = { persisted: false, isPrivate: false };
  try {
    facts.persisted = await navigator.storage.persisted() || await navigator.storage.persist();
    // Chromium's quota is a share of memory in a private window, and a share of the disk in an ordinary one.
    const { quota } = await navigator.storage.estimate();
    const heap = performance.memory?.jsHeapSizeLimit;
    facts.isPrivate = heap !== undefined && quota < 2 * heap;
  } catch {
    // Firefox reports no quota in a private window.
    facts.isPrivate = true;
  }
  return facts;
}
