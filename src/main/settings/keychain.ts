/** The keychain of the operating system, as far as we use it: a pair of functions bound to this user and this app. */
export interface Keychain {
  /** False where a key would be no safer than plain text. */
  available(): Promise<boolean>
  /** Rejects when the keychain refuses. */
  encrypt(text: string): Promise<Uint8Array>
  /** Rejects for what another user, another machine or a lost keychain made. `stale`: encrypt it again, the key was renewed. */
  decrypt(data: Uint8Array): Promise<{ readonly text: string; readonly stale: boolean }>
}
