/** Chromium's numbers for the errors that a load may meet. */
const CODES: Record<string, number> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_TIMED_OUT: -7,
  ERR_UNEXPECTED: -9,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_BLOCKED_BY_RESPONSE: -27,
  ERR_BLOCKED_BY_CSP: -30,
  ERR_CONNECTION_CLOSED: -100,
  ERR_CONNECTION_RESET: -101,
  ERR_CONNECTION_REFUSED: -102,
  ERR_CONNECTION_FAILED: -104,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_EMPTY_RESPONSE: -324,
}

/** An error of Chromium's network, by name and number. */
export interface NetError {
  code: string
  errno: number
}

/** Reads `net::ERR_…`. */
export function netError(text: string): NetError {
  const code = text.replace(/^net::/, '')
  return { code, errno: CODES[code] ?? -2 }
}

/** The error with which `loadURL` rejects. */
export function loadError({ code, errno }: NetError, url: string): Error {
  return Object.assign(new Error(`${code} (${String(errno)}) loading '${url}'`), { code, errno, url })
}
