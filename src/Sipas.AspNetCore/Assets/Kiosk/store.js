// Persistent data: ballots that wait for their receipt, and the device's own data. IndexedDB, no more than needed.

const NAME = "sipas-kiosk";

/** Opens the store; fails if the browser has no storage. */
export async function openStore() {
  let database = await open();

  // Some browsers close an idle connection: retried once with a new one.
  async function run(name, mode, act) {
    try {
      return await transact(database, name, mode, act);
    } catch (error) {
      if (error.name !== "InvalidStateError") {
        throw error;
      }
      database = await open();
      return transact(database, name, mode, act);
    }
  }

  return {
    /** Resolves only when the ballot is on the disk. */
    put: (record) => run("ballots", "readwrite", (store) => store.put(record)),
    remove: (id) => run("ballots", "readwrite", (store) => store.delete(id)),
    all: () => run("ballots", "readonly", (store) => store.getAll()),
    setting: (name) => run("settings", "readonly", (store) => store.get(name)).then((row) => row?.value ?? null),
    saveSetting: (name, value) => run("settings", "readwrite", (store) => store.put({ name, value })),
  };
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("ballots", { keyPath: "id" });
      request.result.createObjectStore("settings", { keyPath: "name" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The store is held by an older page."));
  });
}

function transact(database, name, mode, act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("The store is full or failing."));
  });
}
