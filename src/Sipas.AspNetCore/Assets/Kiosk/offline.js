// Registers the service worker, caches this page with it, and updates while no one is answering.

const LOOK_MS = 30 * 60_000;

/** `isFree()` returns whether no one is answering now. */
export async function goOffline(workerUrl, clips, isFree) {
  const workers = navigator.serviceWorker;
  let isControlled = Boolean(workers.controller);
  let isStale = false;
  const registration = await workers.register(workerUrl, { updateViaCache: "none" });

  // The first worker claims its own page; every later one is a new version.
  workers.addEventListener("controllerchange", () => {
    isStale = isControlled;
    isControlled = true;
    takeNews();
  });
  workers.addEventListener("message", ({ data }) => {
    if (data === "page changed") {
      isStale = true;
      takeNews();
    }
  });
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", takeNews));

  /** Called between two persons. */
  function takeNews() {
    if (!isFree()) {
      return;
    }
    if (isStale) {
      location.reload();
    } else if (registration.waiting && isControlled) {
      registration.waiting.postMessage("take over");
    }
  }

  function look() {
    registration.update().catch(() => {});
    workers.ready.then(({ active }) => active.postMessage({ page: location.href, clips }));
  }

  look();
  setInterval(look, LOOK_MS);
  return { takeNews };
}
