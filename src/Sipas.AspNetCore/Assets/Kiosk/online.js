// Requests that are sent while the person waits: one attempt, within a time limit. For ballots, used on devices that
// cannot store a queue.

const SEND_TIMEOUT_MS = 15_000;
const TRY_AGAIN = [408, 429];
const RECEIPT_CODE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** Returns the receipt, or the codes of the problems and whether the ballot itself was rejected. */
export async function sendNow(url, ballot, body, headers, signal) {
  const { status, answer, codes } = await postOnce(url, body, headers, signal);
  return isKept(status) && isReceipt(answer, ballot.id)
    ? { receipt: answer, codes: [], refused: false }
    : { receipt: null, codes, refused: codes.length > 0 && status >= 400 && status < 500 && !TRY_AGAIN.includes(status) };
}

/** Presents the ticket of a body before the body, so that the server reads it even while many senders without a credential send. */
export function ticketHeaders(body) {
  const { ticket } = JSON.parse(body);
  return ticket ? { Authorization: `SipasTicket ${ticket}` } : {};
}

/**
 * Sends JSON once. Returns the status, 0 without a readable response; the response, null if it is not JSON; and the codes
 * of its problems. Resending is always safe.
 */
export async function postOnce(url, body, headers, signal) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...ticketHeaders(body), ...headers },
      body,
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
    });
    const answer = await jsonOf(response);
    const problems = Array.isArray(answer?.problems) ? answer.problems : [];
    return { status: response.status, answer, codes: [...new Set(problems.map((problem) => String(problem.code)))] };
  } catch {
    return { status: 0, answer: null, codes: [] };
  }
}

/** Whether a status means that the body is stored, now or since an earlier attempt. */
export const isKept = (status) => status === 200 || status === 201;

async function jsonOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return /^application\/(problem\+)?json\b/i.test(type) ? response.json() : null;
}

export function isReceipt(body, id) {
  return Boolean(body) && body.ballotId === id && RECEIPT_CODE.test(body.code)
    && typeof body.signature === "string" && body.signature.length > 0
    && typeof body.contentHash === "string" && /^[0-9a-f]{64}$/.test(body.contentHash);
}
