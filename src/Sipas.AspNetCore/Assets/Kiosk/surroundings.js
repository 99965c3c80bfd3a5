// What this browser can and cannot do, for the queue and for staff.

/** Why ballots cannot be kept here, or an empty text. */
export function whyNoQueue() {
  return !isSecureContext || !crypto.subtle ? "insecure" : !("indexedDB" in globalThis) || !indexedDB ? "noStore" : "";
}

/** Whether the browser promised not to throw the store away, and whether it looks like a private window. */
export async function storageFacts() {
  const facts = { persisted: false, isPrivate: false };
  try {
    facts.persisted = await navigator.storage.persisted() || await navigator.storage.persist();
    // Chromium gives a private window a share of memory, an ordinary one a share of the disk.
    const { quota } = await navigator.storage.estimate();
    const heap = performance.memory?.jsHeapSizeLimit;
    facts.isPrivate = heap !== undefined && quota < 2 * heap;
  } catch {
    // Firefox in a private window refuses to say.
    facts.isPrivate = true;
  }
  return facts;
}
