// Only a receipt with a valid signature of the survey removes a ballot from the queue. The signed bytes are described
// in docs/canonical-ballot.md.
import { headerLines } from "./ballot.js";

const encoder = new TextEncoder();
const lines = (...parts) => encoder.encode(parts.join("\n") + "\n");

/** Whether a response is the receipt of this ballot, signed by one of the keys. */
export async function verifyReceipt(receipt, ballotId, unit, keys) {
  if (receipt?.ballotId !== ballotId || receipt.unit !== unit || !/^[0-9a-f]{64}$/.test(receipt.contentHash)) {
    return false;
  }
  const parts = [receipt.ballotId, receipt.contentHash, receipt.unit, receipt.position, receipt.receivedAt, receipt.countedOn];
  const root = await rootOf(await digest(new Uint8Array([0]), lines("sipas-receipt/3", ...parts)), receipt);
  return root !== null && isSigned(lines("sipas-receipts/2", hexOf(root), receipt.leafCount), receipt, keys);
}

/** Whether a response is the signed receipt of exactly these bytes as a held submission: as a trial, or for review by a person. */
export async function verifySetAside(receipt, ballotId, body, kind, keys) {
  return receipt?.id === ballotId && receipt.kind === kind && receipt.contentHash === hexOf(await digest(encoder.encode(body)))
    && isSigned(lines("sipas-set-aside/1", kind, receipt.id, receipt.contentHash, receipt.receivedAt), receipt, keys);
}

const CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ANSWER_SIGNS = { noAnswer: "-", notApplicable: "n", dontKnow: "k", refused: "r" };

/**
 * The code of the future receipt of a ballot: the first 40 bits of its content hash, which the device computes from the same
 * bytes as the server.
 */
export async function codeOf(ballot, data) {
  const answers = data.itemCodes.map((item) => ballot.answers[item] ?? "noAnswer")
    .map((answer) => ANSWER_SIGNS[answer] ?? String(answer)).join("");
  const values = data.questions.map((question) => question.code).filter((code) => ballot.values?.[code] !== undefined);
  const salt = values.length
    ? await crypto.subtle.importKey("raw", fromBase64(ballot.salt), { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
    : null;
  const commitments = await Promise.all(values.map(async (code) => {
    const own = new Uint8Array(await crypto.subtle.sign("HMAC", salt, encoder.encode(ballot.id + "\n" + code))).slice(0, 16);
    return `value.${code}=${hexOf(await digest(own, encoder.encode(String(ballot.values[code]))))}`;
  }));
  const hash = await digest(lines(...headerLines(ballot, values.length > 0), "answers=" + answers, ...commitments));
  let bits = hash.slice(0, 5).reduce((sum, byte) => sum * 256 + byte, 0);
  let code = "";
  for (let i = 0; i < 8; i++, bits = Math.floor(bits / 32)) {
    code = CODE_SIGNS[bits % 32] + (i === 4 ? "-" : "") + code;
  }
  return code;
}

// The path from a leaf to the root, as in RFC 9162, 2.1.3.2.
async function rootOf(leaf, { path, leafIndex, leafCount }) {
  if (!Array.isArray(path) || !Number.isSafeInteger(leafIndex) || !Number.isSafeInteger(leafCount)
    || leafIndex < 0 || leafIndex >= leafCount) {
    return null;
  }
  let node = leaf;
  let index = leafIndex;
  let last = leafCount - 1;
  for (const step of path) {
    if (last === 0 || !/^[0-9a-f]{64}$/.test(step)) {
      return null;
    }
    const other = bytesOf(step);
    if (index % 2 === 1 || index === last) {
      node = await digest(new Uint8Array([1]), other, node);
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = await digest(new Uint8Array([1]), node, other);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? node : null;
}

async function isSigned(bytes, { keyId, signature }, keys) {
  const spki = await keys.find(keyId);
  if (!spki || hexOf(await digest(spki)).slice(0, 16) !== keyId) {
    return false;
  }
  try {
    // A signature has exactly one text form: bits after its last byte, padding and spaces mean an altered receipt.
    if (toBase64Url(fromBase64(signature)) !== signature) {
      return false;
    }
    const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64(signature), bytes);
  } catch {
    return false;
  }
}

/** The survey's public keys: stored on the device, requested again when a receipt names an unknown one. */
export function makeKeys(store, url) {
  let known = null;
  return {
    async find(keyId) {
      known ??= (await store.setting("keys")) ?? {};
      if (!(keyId in known)) {
        const response = await fetch(url, { cache: "no-store", redirect: "error" });
        const answer = await response.json();
        known = Object.fromEntries(answer.keys.map((key) => [key.keyId, key.publicKey]));
        await store.saveSetting("keys", known);
      }
      return keyId in known ? fromBase64(known[keyId]) : null;
    },
  };
}

async function digest(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

const hexOf = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

const toBase64Url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const fromBase64 = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
