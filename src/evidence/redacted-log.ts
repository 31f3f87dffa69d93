/** A line of a log without what must never be shown again: applications log what they were sent. */

const token = /eyJ[\w-]{4,}(\.[\w-]*)*/g;
const bearer = /\b(Bearer|Basic|SharedAccessSignature) +[\w.~+/=-]{8,}/gi;
/** `password=…`, `"client_secret": "…"`, `client_assertion=…`, `sig=…`, and what else carries one by its name. */
const named =
  /((?:pass(?:word|wd|phrase)?|pwd|secret(?:_?value)?|client_?secret|client_?assertion|assertion|access_?token|refresh_?token|id_?token|api_?key|account_?key|shared_?access_?key|sig|connection_?string)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&"']+)/gi;
/** A client secret as Entra makes them. */
const clientSecret = /[\w~.-]{3}\dQ~[\w~.-]{20,}/g;
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi;
/** Colours of loggers, which would stand in the middle of what is looked for. */
// oxlint-disable-next-line no-control-regex -- it is control characters that are looked for
const colour = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/** What a terminal would obey. */
const unseen = /[\p{Cc}\p{Cf}]/gu;

const longestLine = 4000;

/** One line, cut to a length that any error text fits in. */
export function redactedLine(line: string): string {
  return line
    .slice(0, longestLine)
    .replace(colour, '')
    .replace(unseen, ' ')
    .replace(token, '[redacted]')
    .replace(bearer, '$1 [redacted]')
    .replace(userInfo, '$1[redacted]@')
    .replace(named, '$1[redacted]')
    .replace(clientSecret, '[redacted]');
}
