// One try to send a ballot while the person waits: the way for devices that cannot keep a queue.

const SEND_TIMEOUT_MS = 15000;
const RECEIPT_CODE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** Returns the receipt, or the codes of the problems and whether the ballot itself was refused. */
export async function sendNow(url, ballot, body, headers, signal) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body,
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
    });
    const answer = await jsonOf(response);
    if ((response.status === 200 || response.status === 201) && isReceipt(answer, ballot.id)) {
      return { receipt: answer, codes: [], refused: false };
    }
    const codes = Array.isArray(answer?.problems) ? [...new Set(answer.problems.map((problem) => String(problem.code)))] : [];
    return { receipt: null, codes, refused: codes.length > 0 && response.status >= 400 && response.status < 500 };
  } catch {
    // No answer came, or none that could be read: the ballot stays here and may be sent again.
    return { receipt: null, codes: [], refused: false };
  }
}

export async function jsonOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return /^application\/(problem\+)?json\b/i.test(type) ? response.json() : null;
}

export function isReceipt(body, id) {
  return Boolean(body) && body.ballotId === id && RECEIPT_CODE.test(body.code)
    && typeof body.signature === "string" && body.signature.length > 0
    && typeof body.contentHash === "string" && /^[0-9a-f]{64}$/.test(body.contentHash);
}
